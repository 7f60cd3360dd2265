import fc from 'fast-check';

/** Pieces of which texts are made that try to be more than text. */
const PIECES = [
  ...['\n', '\n\n', ' ', '    ', '\t', '\r\n', 'word', '灯', '🏮', 'x y'],
  ...['```', '~~~~', '````js', '`', '``', '> ', '>', '- ', '* ', '1. ', '+ [ ] ', '# ', '###### ', '===', '---', '***'],
  ...['*', '_', '**', '~~', '\\', '|', '|a|b|\n|-|-|\n|c|d|', '&', '&lt;', '&#60;', '\u0000'],
  ...['[', ']', '(', ')', '![', '](', '[a](b)', '![a](https://evil.example/p.png)', '[a]: https://evil.example\n'],
  ...[
    '[^1]',
    '[^1]: note',
    '[x](javascript:alert(1))',
    '[x](<java\nscript:a>)',
    '[x]( data:text/html,a)',
    '<javascript:a>',
  ],
  ...['[x](&#106;avascript:a)', '[x](java\\script:a)', '[x](vbscript:a "t")', 'https://evil.example', 'a@b.example'],
  ...['<script>alert(1)</script>', '<script', '</script>', '<!--', '-->', '<![CDATA[', ']]>', '<?php', '?>', '<!X'],
  ...[
    '<details>',
    '</details>',
    '<summary>',
    '</summary>',
    '<img src=x onerror=alert(1)>',
    '<b',
    '>',
    '<',
    '</p>',
    '</code></pre>',
  ],
  ...[
    '<svg onload=a>',
    '<a href="javascript:a">',
    '<iframe src="//evil.example">',
    '<style>',
    '<textarea>',
    '<plaintext>',
  ],
  ...['" onclick="a', "' onclick='a", '</title>', '<base href=//evil.example>', '<meta http-equiv=refresh content=0>'],
];

export const hostileMarkdown = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 25,
  })
  .map((pieces) => pieces.join(''));
