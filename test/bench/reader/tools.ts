import type { Random } from '../random.ts';
import { picture } from './prose.ts';
import type { Prose } from './prose.ts';

/** A call and its result, as they stand in a transcript. */
export interface MadeTool {
  name: string;
  input: unknown;
  /** Of the `tool_result` block. */
  content: unknown;
  isError?: boolean;
  sidecar: unknown;
  /** More keys of the result's line. */
  line?: Record<string, unknown>;
}

type Maker = (random: Random, prose: Prose) => MadeTool;

const REFUSED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file). STOP what you are doing and wait for the user to tell you how to proceed.";

const pathOf = (random: Random): string => `/home/keeper/code/harbour/src/quay${random.below(60)}.ts`;

const bash: Maker = (random, prose) => {
  const stdout = prose.lines(random.below(12));
  const input = {
    command: `git log --oneline | head -${random.below(50)} # ${prose.words(20)}`,
    description: prose.words(20),
  };
  return { name: 'Bash', input, content: stdout, sidecar: { stdout, stderr: '', interrupted: false, isImage: false } };
};

const failing: Maker = (random, prose) => {
  const content = `Exit code ${1 + random.below(3)}\n${prose.lines(6)}`;
  const input = { command: `npm test -- quay${random.below(60)}`, description: 'Run the tests' };
  return { name: 'Bash', input, content, isError: true, sidecar: `Error: ${content}` };
};

const read: Maker = (random, prose) => {
  const lines = prose.code(20).split('\n');
  const filePath = pathOf(random);
  const told = { filePath, content: lines.join('\n'), numLines: lines.length, startLine: 1, totalLines: lines.length };
  const content = lines.map((line, i) => `${i + 1}\t${line}`).join('\n');
  return { name: 'Read', input: { file_path: filePath }, content, sidecar: { type: 'text', file: told } };
};

const edit: Maker = (random, prose) => {
  const filePath = pathOf(random);
  const [before, after] = [prose.code(3), prose.code(4)];
  const around = prose.code(3).split('\n');
  const lines = [
    ...around.map((line) => ` ${line}`),
    ...before.split('\n').map((line) => `-${line}`),
    ...after.split('\n').map((line) => `+${line}`),
  ];
  const structuredPatch = [{ oldStart: 10, oldLines: 6, newStart: 10, newLines: 7, lines }];
  const originalFile = `${prose.code(6)}\n${around.join('\n')}\n${before}\n`;
  const input = { file_path: filePath, old_string: before, new_string: after, replace_all: false };
  const sidecar = { filePath, oldString: before, newString: after, originalFile, structuredPatch, userModified: false };
  return { name: 'Edit', input, content: `The file ${filePath} has been updated successfully.`, sidecar };
};

const refused: Maker = (random, prose) => {
  const { name, input } = edit(random, prose);
  const line = { toolDenialKind: 'user-rejected' };
  return { name, input, content: REFUSED, isError: true, sidecar: 'User rejected tool use', line };
};

const multiEdit: Maker = (random, prose) => {
  const edits = [1, 2, 3].map(() => ({ old_string: prose.code(2), new_string: prose.code(2) }));
  return {
    name: 'MultiEdit',
    input: { file_path: pathOf(random), edits },
    content: 'Applied 3 edits',
    sidecar: undefined,
  };
};

const write: Maker = (random, prose) => {
  const filePath = pathOf(random);
  const content = prose.code(20);
  const sidecar = { type: 'create', filePath, content, structuredPatch: [], originalFile: null };
  return { name: 'Write', input: { file_path: filePath, content }, content: 'File created successfully', sidecar };
};

const grep: Maker = (random, prose) => {
  const filenames = Array.from({ length: prose.some(6) }, () => pathOf(random));
  const sidecar = { mode: 'files_with_matches', filenames, numFiles: filenames.length };
  const content = `Found ${filenames.length} files\n${filenames.join('\n')}`;
  return { name: 'Grep', input: { pattern: prose.words(12), output_mode: 'files_with_matches' }, content, sidecar };
};

const glob: Maker = (random, prose) => {
  const filenames = Array.from({ length: prose.some(8) }, () => pathOf(random));
  const sidecar = { filenames, numFiles: filenames.length, durationMs: 12, truncated: false };
  return { name: 'Glob', input: { pattern: '**/*.ts' }, content: filenames.join('\n'), sidecar };
};

const todos: Maker = (_, prose) => {
  const list = ['completed', 'in_progress', 'pending'].map((status) => {
    return { content: prose.words(30), status, activeForm: prose.words(30) };
  });
  const sidecar = { oldTodos: [], newTodos: list };
  return { name: 'TodoWrite', input: { todos: list }, content: 'Todos have been modified successfully', sidecar };
};

const web: Maker = (random, prose) => {
  const url = `https://example.com/tides/${random.below(1000)}`;
  const result = prose.markdown(300);
  const sidecar = { bytes: 1000, code: 200, codeText: 'OK', result, durationMs: 300, url };
  return { name: 'WebFetch', input: { url, prompt: prose.words(30) }, content: result, sidecar };
};

const agent: Maker = (random, prose) => {
  const prompt = prose.markdown(200);
  const content = [{ type: 'text', text: prose.markdown(400) }];
  const sidecar = {
    status: 'completed',
    prompt,
    agentId: `a${random.below(1e9).toString(16)}`,
    content,
    totalTokens: random.below(90_000),
    totalDurationMs: random.below(90_000),
    totalToolUseCount: random.below(40),
  };
  return { name: 'Task', input: { description: prose.words(20), prompt, subagent_type: 'Explore' }, content, sidecar };
};

const shot: Maker = (random, prose) => {
  const source = { type: 'base64', media_type: 'image/png', data: picture(random, 40) };
  const content = [
    { type: 'image', source },
    { type: 'text', text: prose.words(40) },
  ];
  return { name: 'mcp__harbour__look', input: { where: prose.words(10) }, content, sidecar: content };
};

const unknown: Maker = (random, prose) => ({
  name: 'Ferry',
  input: { passengers: random.below(9), to: prose.words(12), luggage: [{ kind: 'rope', metres: 12 }] },
  content: [{ type: 'ticket', number: random.below(1e6) }],
  sidecar: { ticket: { number: 7, valid: true } },
});

const asked: Maker = (_, prose) => {
  const question = `${prose.words(40)}?`;
  const options = ['Red', 'Green', 'White'].map((label) => ({ label, description: prose.words(30) }));
  const questions = [{ header: 'Light', question, options, multiSelect: false }];
  const sidecar = { questions, answers: { [question]: 'Green' } };
  return { name: 'AskUserQuestion', input: { questions }, content: `"${question}"="Green"`, sidecar };
};

const plan: Maker = (_, prose) => {
  const text = `# ${prose.words(20)}\n\n1. ${prose.words(80)}\n2. ${prose.words(80)}`;
  const content = 'User has approved your plan. You can now start coding.';
  return { name: 'ExitPlanMode', input: { plan: text }, content, sidecar: { plan: text, isAgent: false } };
};

/** How often each is used, of 100 (docs/formats/transcripts.md 1.7). */
const MIX: readonly (readonly [number, Maker])[] = [
  [33, bash],
  [4, failing],
  [20, read],
  [15, edit],
  [1, refused],
  [1, multiEdit],
  [5, write],
  [6, grep],
  [2, glob],
  [5, todos],
  [1, web],
  [1, agent],
  [1, shot],
  [2, unknown],
  [2, asked],
  [1, plan],
];

export function anyTool(random: Random, prose: Prose): MadeTool {
  let left = random.below(MIX.reduce((sum, [share]) => sum + share, 0));
  const [, make = bash] = MIX.find(([share]) => (left -= share) < 0) ?? [];
  return make(random, prose);
}
