import fc from 'fast-check';
import { assistant, chain, user, type Json } from '../transcript/lines.ts';
import { hostileMarkdown as text } from './hostile-markdown.ts';

/** Makes the lines of the n-th thing said; two lines at most. */
type Make = (n: number) => Json[];

const one =
  (make: (n: number) => Json): Make =>
  (n) => [make(n)];

const used = (name: string, input: Json, result: unknown, sidecar: unknown, more: Json): Make => {
  return (n) => [
    assistant(n, [{ type: 'tool_use', id: `t${n}`, name, input }]),
    user(n + 1, [{ type: 'tool_result', tool_use_id: `t${n}`, content: result, ...more }], { toolUseResult: sidecar }),
  ];
};

const toolName = fc.oneof(
  fc.constantFrom(
    'Bash',
    'Read',
    'Edit',
    'Write',
    'Grep',
    'Task',
    'TodoWrite',
    'WebFetch',
    'AskUserQuestion',
    'ExitPlanMode',
  ),
  fc.constantFrom('mcp__<b>__"x"', 'mcp__a__b'),
  text,
);

const INPUT_KEYS =
  'file_path command description pattern path url query prompt plan old_string new_string content subagent_type'.split(
    ' ',
  );

const inputs: fc.Arbitrary<Json> = fc
  .tuple(fc.dictionary(fc.constantFrom(...INPUT_KEYS), text), text)
  .map(([fields, said]) => ({
    ...fields,
    todos: [{ content: said, status: 'pending' }],
    questions: [{ header: said, question: said, options: [{ label: said, description: said }] }],
  }));

const sidecars: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.constant(undefined),
  fc.record({ stdout: text, stderr: text, returnCodeInterpretation: text }),
  fc.record({ file: fc.record({ filePath: text, content: text }) }),
  text.map((line) => ({
    structuredPatch: [{ oldStart: 1, newStart: 1, lines: [` ${line}`, `-${line}`, `+${line}`] }],
  })),
  fc.record({ answers: fc.dictionary(text, text), plan: text, result: text, content: text }),
);

const mediaTypes = fc.constantFrom(
  'image/png',
  'image/svg+xml',
  'text/html',
  'image/png" onload="a',
  'application/pdf',
);

const said: fc.Arbitrary<Make> = fc.oneof(
  text.map((words) => one((n) => user(n, words))),
  text.map((words) => one((n) => assistant(n, words))),
  text.map((words) => one((n) => assistant(n, [{ type: 'thinking', thinking: words }]))),
  fc
    .tuple(toolName, inputs, text, sidecars, fc.boolean())
    .map(([name, input, result, sidecar, failed]) => used(name, input, result, sidecar, { is_error: failed })),
  fc
    .tuple(mediaTypes, text, fc.constantFrom('image', 'document'))
    .map(([media_type, data, type]) =>
      one((n) =>
        user(n, [{ type, title: data, source: { type: 'base64', media_type, data: btoa(encodeURIComponent(data)) } }]),
      ),
    ),
  fc
    .tuple(text, text)
    .map(([filename, content]) =>
      one((n) => chain(n, 'attachment', { attachment: { type: 'file', filename, content: { file: { content } } } })),
    ),
  text.map((words) => one((n) => chain(n, 'system', { subtype: 'api_error', error: { message: words } }))),
  text.map((words) => one((n) => user(n, `<local-command-stdout>${words}</local-command-stdout>`))),
  text.map((words) => one((n) => user(n, words, { isCompactSummary: true }))),
  fc.constant(one((n) => chain(n, 'system', { subtype: 'compact_boundary' }))),
);

/** A conversation in which every text tries to be more than text. */
export const hostileConversation: fc.Arbitrary<Json[]> = fc
  .array(said, { minLength: 1, maxLength: 8 })
  .map((makers) => makers.flatMap((make, i) => make(2 * i + 1)));
