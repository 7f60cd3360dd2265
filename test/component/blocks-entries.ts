import type {
  Excerpted,
  Media,
  PromptEntry,
  ReaderEntry,
  ReaderPage,
  ReaderPart,
  ReplyEntry,
  ToolEntry,
  ToolView,
} from '../../src/shared/reading.ts';

/** Entries written by hand, one of each kind and each view, and the parts that they speak of. */

export const whole = (text: string): Excerpted => ({ text, length: text.length, part: null });
export const cut = (text: string, length: number, part: string): Excerpted => ({ text, length, part });

const AT = Date.UTC(2026, 10, 4, 10, 31);
let next = 0;
const base = (): { entry: number; uuid: string; at: number } => {
  const entry = next++;
  return { entry, uuid: `00000000-0000-4000-8000-${String(entry).padStart(12, '0')}`, at: AT + entry * 7_000 };
};
const MODEL = 'claude-opus-4-7';

export const prompt = (text: string, more: Partial<PromptEntry> = {}): PromptEntry => ({
  ...base(),
  kind: 'prompt',
  how: 'typed',
  text: whole(text),
  media: [],
  ...more,
});

export const reply = (text: string, more: Partial<ReplyEntry> = {}): ReplyEntry => ({
  ...base(),
  kind: 'reply',
  text: whole(text),
  media: [],
  model: MODEL,
  message: 'msg_1',
  opens: false,
  cutOff: false,
  ...more,
});

export const tool = (name: string, view: ToolView, more: Partial<ToolEntry> = {}): ToolEntry => ({
  ...base(),
  kind: 'tool',
  name,
  status: 'done',
  about: '',
  view,
  input: whole('{\n  "a": 1\n}'),
  output: null,
  media: [],
  durationMs: null,
  model: MODEL,
  message: 'msg_1',
  opens: false,
  ...more,
});

export const command = (text: string, stdout: string, more: Partial<ToolEntry> = {}, stderr = ''): ToolEntry =>
  tool(
    'Bash',
    {
      is: 'command',
      command: whole(text),
      description: null,
      stdout: whole(stdout),
      stderr: whole(stderr),
      background: false,
      exit: null,
    },
    { input: whole(JSON.stringify({ command: text }, null, 2)), output: whole(stdout + stderr), ...more },
  );

/** A real picture of four colours. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8Dwn4GBgYmBgYGBAQAWDgMBfVwXVgAAAABJRU5ErkJggg==';

const picture = (name: string | null, part: string | null = 'picture'): Media => ({
  is: 'image',
  mediaType: 'image/png',
  name,
  bytes: 48_213,
  part,
});

export const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `line ${i + 1} of what was printed`).join('\n');

const MARKDOWN = `# Checkout, taken apart

I'll start with the **cart**, then the _payment_ and ~~the gift cards~~. The total is wrong because \`sum()\` adds the discount twice; see [the pull request](https://github.com/example/shop/pull/12) and https://example.com/notes.

## What is done

- [x] Find out where the total goes wrong
- [ ] Write a test for it
  - with one item
  - with a hundred of them

1. First this,
2. then that:

> It was never meant to be called twice.

| Step | File | Lines changed |
|:-----|:-----|--------------:|
| Find | \`src/cart/total.ts\` | 0 |
| Mend | \`src/cart/a-file-with-quite-a-long-name-that-does-not-fit.ts\` and its neighbours | 12 |

### And the code

\`\`\`ts
/** The total in cents. */
export function total(items: readonly Item[], discount = 0): number {
  const sum = items.reduce((all, { price, count }) => all + price * count, 0);
  return Math.max(0, sum - discount); // never below nothing, whatever the discount may be, however long this line gets
}
\`\`\`

A picture: ![the cart](https://tracker.example/cart.png) and a word that does not end: ${'Donaudampfschifffahrt'.repeat(9)}`;

export const HOSTILE = `<script>globalThis.hacked = true</script>

<img src="https://tracker.example/a.png" onerror="globalThis.hacked = true">

![x](https://tracker.example/b.png) ![y](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)

[press](javascript:globalThis.hacked=true) [file](file:///etc/passwd) [data](data:text/html,<script>1</script>)

<iframe src="https://tracker.example/"></iframe> <style>* { display: none }</style>

[ref]: https://tracker.example/ref "x"

[ref] and a footnote[^1], <a href="javascript:alert(1)">a</a>

[^1]: with words <b onclick="globalThis.hacked = true">b</b>`;

const TS_FILE = `import { readFile } from 'node:fs/promises';

/** Reads the cart of a customer. */
export async function readCart(id: string): Promise<Cart> {
  const text = await readFile(\`carts/\${id}.json\`, 'utf8');
  return JSON.parse(text) as Cart;
}`;

export const edit = (): ToolEntry =>
  tool(
    'Edit',
    {
      is: 'edit',
      file: '/home/ana/code/shop/src/cart/total.ts',
      created: false,
      added: 4,
      removed: 2,
      more: null,
      hunks: [
        {
          oldStart: 12,
          newStart: 12,
          lines: [
            ' export function total(items: readonly Item[]): number {',
            '-  const sum = items.reduce((all, item) => all + item.price, 0);',
            '+  const sum = items.reduce((all, item) => all + item.price * item.count, 0);',
            '-  return sum;',
            '+  return Math.max(0, sum);',
            ' }',
          ],
        },
        { oldStart: 88, newStart: 88, lines: [' // the end', '+', '+export default total;'] },
      ],
    },
    { output: whole('The file was updated.'), durationMs: 40 },
  );

export const agent = (): ToolEntry =>
  tool(
    'Agent',
    {
      is: 'agent',
      type: 'Explore',
      description: 'Find all callers of total()',
      prompt: whole('Look for every place that calls `total()` and say **which of them** give a discount.'),
      agent: 'a89b462008ee95611',
      result: whole('There are three:\n\n1. `checkout.ts`\n2. `preview.ts`\n3. `invoice.ts`'),
      tokens: 18_204,
      toolUses: 7,
      durationMs: 42_000,
    },
    { durationMs: 42_000 },
  );

export const questions = (): ToolEntry =>
  tool('AskUserQuestion', {
    is: 'questions',
    questions: [
      {
        header: 'Rounding',
        question: 'How should half a cent be rounded?',
        options: [
          { label: 'Up', description: 'As shops do.', chosen: true },
          { label: 'To even', description: 'As banks do.', chosen: false },
        ],
        answer: 'Up',
      },
      { header: null, question: 'Anything else?', options: [], answer: 'Keep the old name for now.' },
      { header: null, question: 'And a third thing?', options: [], answer: null },
    ],
  });

/** One of each, as a conversation that could have been. */
export function gallery(): ReaderEntry[] {
  next = 0;
  return [
    prompt(
      'Refactor the checkout flow so that it is **tested**.\nThe total is wrong for carts with more than one item.\n\nHere is a picture:',
      {
        media: [
          picture('cart.png'),
          picture(null),
          { ...picture('invoice.pdf'), is: 'document', mediaType: 'application/pdf', bytes: 240_112 },
          picture('gone.png', null),
        ],
      },
    ),
    {
      ...base(),
      kind: 'thinking',
      text: whole('The person wants *tests* first.\n\nLet me look at the cart.'),
      durationMs: 12_300,
      model: MODEL,
      message: 'm',
      opens: true,
    },
    { ...base(), kind: 'thinking', text: null, durationMs: null, model: MODEL, message: 'm', opens: false },
    reply(MARKDOWN),
    command('npm test -- --run cart', `${lines(60)}\n\n 3 passed`, { durationMs: 8_400 }),
    command(
      'rm -rf build && npm run build',
      '',
      { status: 'failed', durationMs: 1_200 },
      'error TS2322: Type string is not assignable to type number.\n',
    ),
    command('git push --force', '', { status: 'denied' }, 'The person does not want this to be run.'),
    command('sleep 600', '', { status: 'interrupted', durationMs: 95_000 }),
    command('npm run dev', '', { status: 'waiting' }),
    tool('Read', {
      is: 'read',
      file: '/home/ana/code/shop/src/cart/read-cart.ts',
      from: 41,
      lines: 7,
      total: 320,
      content: whole(TS_FILE),
    }),
    edit(),
    tool('Write', {
      is: 'edit',
      file: 'C:\\code\\shop\\src\\cart\\total.test.ts',
      created: true,
      added: 120,
      removed: 0,
      more: cut('', 48_000, 'diff'),
      hunks: [
        { oldStart: 0, newStart: 1, lines: Array.from({ length: 120 }, (_, i) => `+expect(total(${i})).toBe(${i});`) },
      ],
    }),
    tool(
      'Edit',
      { is: 'edit', file: '/home/ana/x.ts', created: false, added: 0, removed: 0, more: null, hunks: [] },
      { status: 'failed', output: whole('The text to be replaced was not found in the file.') },
    ),
    tool('Grep', {
      is: 'search',
      pattern: 'total\\(',
      place: '/home/ana/code/shop/src',
      found: 3,
      results: whole(
        'src/checkout.ts:12:  total(items)\nsrc/preview.ts:40:  total(items, 5)\nsrc/invoice.ts:7:  total([])',
      ),
    }),
    tool('Glob', { is: 'search', pattern: '**/*.vue', place: null, found: 0, results: null }),
    agent(),
    tool('TodoWrite', {
      is: 'todos',
      todos: [
        { text: 'Find the fault', state: 'done' },
        { text: 'Write a test', state: 'doing' },
        { text: 'Mend it', state: 'open' },
      ],
    }),
    tool('WebFetch', {
      is: 'web',
      url: 'https://example.com/docs/rounding',
      query: null,
      prompt: 'How are halves rounded?',
      result: whole('Halves are rounded **to even** by default.'),
    }),
    tool('WebSearch', {
      is: 'web',
      url: null,
      query: 'banker’s rounding',
      prompt: null,
      result: whole('- [Rounding](https://example.com/r)'),
    }),
    questions(),
    tool('ExitPlanMode', { is: 'plan', plan: whole('## The plan\n\n1. Test\n2. Mend\n3. Rest'), accepted: true }),
    tool(
      'mcp__github__search_issues',
      { is: 'mcp', server: 'github', tool: 'search_issues' },
      {
        about: 'rounding',
        input: whole(JSON.stringify({ query: 'rounding is:open', limit: 20, labels: ['bug'] }, null, 2)),
        output: whole('{"items": [{"number": 12, "title": "Total is wrong"}], "total": 1}'),
        durationMs: 2_100,
      },
    ),
    tool(
      'NotebookEdit',
      { is: 'other' },
      { about: 'cell 4', output: whole('Cell 4 was replaced.'), media: [picture(null)] },
    ),
    prompt('/compact keep the names of the files', { how: 'command' }),
    {
      ...base(),
      kind: 'compaction',
      by: 'person',
      tokensBefore: 168_204,
      tokensAfter: 12_040,
      summary: whole('# Summary\n\nWe mended the **total**.'),
    },
    { ...base(), kind: 'compaction', by: 'claude', tokensBefore: null, tokensAfter: null, summary: null },
    prompt('!git status', { how: 'shell' }),
    { ...base(), kind: 'note', note: 'shell-output', text: whole('On branch main\nnothing to commit') },
    prompt('And hurry', { how: 'queued' }),
    { ...base(), kind: 'note', note: 'interrupted', text: null },
    { ...base(), kind: 'note', note: 'api-error', text: whole('Overloaded. Try again in a moment.') },
    { ...base(), kind: 'note', note: 'model-changed', text: whole('Opus 4.7 to Sonnet 4.6') },
    { ...base(), kind: 'attachment', what: 'file', name: 'src/cart/total.ts', text: whole(TS_FILE) },
    { ...base(), kind: 'attachment', what: 'folder', name: 'src/cart', text: null },
    {
      ...base(),
      kind: 'metadata',
      name: 'system · turn_duration',
      json: whole('{\n  "type": "system",\n  "durationMs": 12300\n}'),
    },
    {
      ...base(),
      kind: 'left-out',
      why: 'too-long',
      bytes: 144_000_000,
      text: cut('{"type":"normalizedMessages","messages":[', 144_000_000, 'line'),
    },
    { ...base(), kind: 'left-out', why: 'damaged', bytes: 812, text: whole('{"type":"user","mess') },
    reply('That was the last of it, and then', { cutOff: true, opens: true }),
  ];
}

const LONG = `${lines(400)}\n`;

/** What the parts hold. */
/** Every document has three pages. */
export const pageOf = (): ReaderPage => ({ is: 'page', pages: 3, data: PNG });

export function partOf(part: string): ReaderPart {
  switch (part) {
    case 'picture':
      return { is: 'media', mediaType: 'image/png', data: PNG };
    case 'diff':
      return {
        is: 'text',
        text: ['@@ -0 +1 @@', ...Array.from({ length: 300 }, (_, i) => `+expect(total(${i})).toBe(${i});`)].join('\n'),
        whole: true,
      };
    case 'huge':
      return { is: 'text', text: lines(40_000), whole: false };
    case 'long':
      return { is: 'text', text: LONG, whole: true };
    default:
      throw new Error(`There is no part ${part}.`);
  }
}
