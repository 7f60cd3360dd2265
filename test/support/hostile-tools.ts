import fc from 'fast-check';
import type { MadeCall } from './tools.ts';

/** Calls and results that look right to whoever reads them, and are not. */

const NAMES =
  `Bash PowerShell BashOutput KillShell KillBash TaskOutput TaskStop Monitor Read NotebookRead LS Edit MultiEdit Write
  NotebookEdit Grep Glob ToolSearch Task Agent TodoWrite TaskCreate TaskUpdate TaskList TaskGet WebFetch WebSearch
  web_fetch web_search AskUserQuestion ExitPlanMode Skill mcp__a__b mcp__ mcp____ constructor __proto__`.split(/\s+/);

/** Every key that a view looks for. */
const KEYS =
  `command description run_in_background bash_id shell_id task_id task output exitCode stdout stderr interrupted isImage
  returnCodeInterpretation backgroundTaskId persistedOutputPath file filePath content startLine numLines totalLines type
  base64 cells source pages mediaType file_path notebook_path path offset structuredPatch oldStart newStart lines
  originalFile originalFileContents old_string new_string edits new_source old_source edit_mode pattern query glob mode
  filenames matches numFiles numMatches prompt subagent_type agentId agentType status isAsync totalTokens
  totalDurationMs totalToolUseCount todos newTodos activeForm subject taskId tasks statusChange to url result results
  title questions question header options label multiSelect answers annotations notes response plan
  awaitingLeaderApproval text data media_type tool_use_id __proto__ constructor length`.split(/\s+/);

const TEXTS = [
  '',
  ' ',
  'x',
  'a\r\nb\rc\u2028d',
  '\u202eab\u0000c\ud800',
  'Exit code 1\nno',
  '     1→a\n     2→b',
  '1\ta\n2\tb\n\n<system-reminder>x</system-reminder>',
  '<persisted-output>\n/x/tool-results/a.txt',
  'Output has been saved to C:\\tool-results\\..\\..\\x.txt.',
  '<stdout>\nx\n</stdout><stderr>',
  '<status>done</status><stdout>\nx\n</stdout>',
  'Found 3 files\na',
  '#1 [completed] x',
  '<usage>total_tokens: 999999999999999999</usage>',
  'User has approved your plan\n## Approved Plan:\nx',
  '"x"="y", "z"="',
  'create',
  'delete',
  'completed',
  'image',
  'text',
  'notebook',
  'pdf',
  'data:image/png;base64,iVBORw0KGgo=',
  'iVBORw0KGgo=',
  'image/png',
  'application/pdf',
  '../../../etc/passwd',
  '+a',
  '-b',
  ' c',
  '\\ No newline at end of file',
  'wide '.repeat(3000),
];

const NUMBERS = [0, -1, 1, 1.5, 1e308, -0, Number.MAX_SAFE_INTEGER, 2 ** 53, NaN];

/** Values as `JSON.parse` may give them. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; object: unknown; list: unknown }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      { arbitrary: fc.constantFrom<unknown>(...TEXTS), weight: 6 },
      { arbitrary: fc.constantFrom<unknown>(...NUMBERS, null, true, false), weight: 2 },
      { arbitrary: fc.string({ unit: 'binary', maxLength: 50 }), weight: 1 },
      { arbitrary: tie('object'), weight: 5 },
      { arbitrary: tie('list'), weight: 3 },
    ),
    object: fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 12 })
      .map(
        (entries) =>
          JSON.parse(`{${entries.map(([key, value]) => `"${key}":${JSON.stringify(value)}`).join(',')}}`) as unknown,
      ),
    list: fc.array(tie('value'), { maxLength: 5 }),
  }),
).value;

const name = fc.oneof({ arbitrary: fc.constantFrom(...NAMES), weight: 9 }, fc.string());

/** A call, mostly of a tool that has a view of its own, and a result of it, if any. */
export const hostileCall: fc.Arbitrary<MadeCall> = fc.record(
  {
    name,
    input: hostileValue,
    content: hostileValue,
    sidecar: hostileValue,
    isError: fc.boolean(),
    line: fc.constantFrom(
      {},
      { toolDenialKind: 7 },
      { toolDenialKind: 'x' },
      { permissionDecision: { decision: 'deny' } },
    ),
  },
  { requiredKeys: ['name', 'input'] },
);
