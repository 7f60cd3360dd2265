import { expect, test } from 'vitest';
import { see } from '../../../../../support/tools.ts';
import type { MadeCall } from '../../../../../support/tools.ts';

const REJECTED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file).";

const bash = (more: Omit<MadeCall, 'name' | 'input'>): MadeCall => ({
  name: 'Bash',
  input: { command: 'ls' },
  ...more,
});

test.each<[string, Omit<MadeCall, 'name' | 'input'>, string]>([
  ['nothing came back yet', {}, 'waiting'],
  ['it worked', { content: 'a\nb' }, 'done'],
  ['it worked and printed nothing', { content: '' }, 'done'],
  ['it failed', { content: 'Exit code 1', isError: true }, 'failed'],
  ['it failed, as an old version says', { content: '<tool_use_error>File not found</tool_use_error>' }, 'failed'],
  ['only the sidecar tells of the error', { content: 'x', sidecar: 'Error: no such file' }, 'failed'],
  ['the person refused', { content: REJECTED, isError: true, sidecar: 'User rejected tool use' }, 'denied'],
  [
    'only the sidecar tells of the refusal',
    { content: '', sidecar: 'User rejected tool use', isError: true },
    'denied',
  ],
  ['the line says who refused', { content: 'no', isError: true, line: { toolDenialKind: 'user-rejected' } }, 'denied'],
  ['a rule refused', { content: 'Permission to use Bash with command rm has been denied.', isError: true }, 'denied'],
  [
    'nobody was there to allow it',
    { content: "Claude requested permissions to use Bash, but you haven't granted it yet.", isError: true },
    'denied',
  ],
  ['a hook blocked it', { content: 'PreToolUse:Bash hook error: [check.sh]: not here', isError: true }, 'denied'],
  ['the decision stands in the line', { content: 'x', line: { permissionDecision: { decision: 'reject' } } }, 'denied'],
  ['it was allowed', { content: 'x', line: { permissionDecision: { decision: 'accept' } } }, 'done'],
  [
    'the line says it was stopped',
    { content: 'x', isError: true, line: { toolDenialKind: 'interrupted' } },
    'interrupted',
  ],
  [
    'Claude was closed meanwhile',
    { content: 'x', isError: true, line: { interruptedByShutdown: true } },
    'interrupted',
  ],
  ['the command was stopped', { content: 'x', sidecar: { stdout: 'x', interrupted: true } }, 'interrupted'],
  ['an old version was stopped', { content: '[Request interrupted by user for tool use]' }, 'interrupted'],
  [
    'one beside it failed',
    { content: '<tool_use_error>Cancelled: parallel tool call Bash(x) errored</tool_use_error>', isError: true },
    'interrupted',
  ],
  [
    'it was stopped after it had printed something',
    { content: 'half\n<error>Command was aborted before completion</error>', isError: true },
    'interrupted',
  ],
])('%s', (_, more, status) => {
  expect(see(bash(more)).status).toBe(status);
});

test('what a command prints is not taken for a refusal', () => {
  expect(see(bash({ content: REJECTED })).status).toBe('done');
});

test('a plain text beside the result of a connected server is no error', () => {
  const made = { name: 'mcp__github__search', input: {}, content: 'Error: this is the title of an issue' };
  expect(see({ ...made, sidecar: made.content }).status).toBe('done');
});
