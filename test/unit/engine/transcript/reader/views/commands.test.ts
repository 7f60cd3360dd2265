import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UNCUT } from '../../../../../../src/engine/transcript/reader/excerpt.ts';
import { make, putToolResult, see, view } from '../../../../../support/tools.ts';
import { freshFolder } from '../../lines.ts';

const input = { command: 'make harbour', description: 'Build it' };

describe('Bash', () => {
  test('shows what was run and what it printed, apart', () => {
    const sidecar = { stdout: 'built\n', stderr: 'one warning', interrupted: false, isImage: false };
    expect(view('command', { name: 'Bash', input, content: 'built\none warning', sidecar })).toEqual({
      is: 'command',
      command: { text: 'make harbour', length: 12, part: null },
      description: 'Build it',
      stdout: { text: 'built\n', length: 6, part: null },
      stderr: { text: 'one warning', length: 11, part: null },
      background: false,
      exit: null,
    });
  });

  test('in a subagent only the words for the model are left', () => {
    const seen = view('command', { name: 'Bash', input, content: 'built' });
    expect(seen.stdout.text).toBe('built');
  });

  test('a failed one tells its exit code apart from what it printed', () => {
    const sidecar = 'Error: Exit code 2\nno rule';
    const seen = view('command', { name: 'Bash', input, content: 'Exit code 2\nno rule', isError: true, sidecar });
    expect(seen).toMatchObject({ exit: 'Exit code 2', stdout: { text: 'no rule' }, stderr: { text: '' } });
  });

  test('what an exit meant is said as Claude says it', () => {
    const sidecar = { stdout: '', stderr: '', returnCodeInterpretation: 'No matches found' };
    expect(view('command', { name: 'Bash', input, content: '', sidecar }).exit).toBe('No matches found');
  });

  test('one that went on in the background is marked, by the model or by Claude Code', () => {
    const own = { ...input, run_in_background: true };
    expect(view('command', { name: 'Bash', input: own, content: 'x' }).background).toBe(true);
    const sidecar = { stdout: '', stderr: '', backgroundTaskId: 'b1', assistantAutoBackgrounded: true };
    expect(view('command', { name: 'Bash', input, content: 'x', sidecar }).background).toBe(true);
  });

  test('a refusal keeps the words of the person', () => {
    const content = "The user doesn't want to proceed with this tool use. The user said:\nuse the other mole";
    const seen = see({ name: 'Bash', input, content, isError: true });
    expect(seen).toMatchObject({ status: 'denied', view: { stdout: { text: '' } } });
    expect(seen.view).toMatchObject({ stderr: { text: expect.stringContaining('use the other mole') as string } });
  });

  test('a long output is cut, and the rest is to be had', () => {
    const stdout = 'x'.repeat(100_000);
    const seen = view('command', { name: 'Bash', input, content: stdout, sidecar: { stdout, stderr: '' } });
    expect(seen.stdout).toEqual({ text: 'x'.repeat(6000), length: 100_000, part: '0:sidecar/stdout' });
  });

  test('what commands a terminal is left out', () => {
    const stdout = '\u001b[31mred\u001b[0m\u0007 and \u202eback\r\nnext';
    expect(view('command', { name: 'Bash', input, content: stdout, sidecar: { stdout } }).stdout.text).toBe(
      'red and back\nnext',
    );
  });

  test('a picture that it printed is shown as one, not as letters', () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n0000000000', 'latin1').toString('base64');
    const sidecar = { stdout: `data:image/png;base64,${png}`, stderr: '', isImage: true };
    const seen = see({ name: 'Bash', input, content: [{ type: 'text', text: 'a picture' }], sidecar });
    expect(seen.view).toMatchObject({ stdout: { text: '' } });
    expect(seen.media).toMatchObject([{ is: 'image', mediaType: 'image/png', part: '0:sidecar-media/stdout' }]);
  });
});

describe('PowerShell and what looks after commands', () => {
  test('PowerShell is a command like any other', () => {
    const seen = view('command', { name: 'PowerShell', input: { command: 'Get-ChildItem' }, content: 'a' });
    expect(seen.command.text).toBe('Get-ChildItem');
  });

  test('what a command in the background printed, with its sidecar', () => {
    const sidecar = {
      shellId: 'b1',
      command: 'npm run dev',
      status: 'running',
      exitCode: null,
      stdout: 'up',
      stderr: '',
    };
    const seen = see({ name: 'BashOutput', input: { bash_id: 'b1' }, content: '<status>running</status>', sidecar });
    expect(seen).toMatchObject({
      about: 'npm run dev',
      view: { is: 'command', stdout: { text: 'up' }, background: false },
    });
  });

  test('the same from the words for the model', () => {
    const content =
      '<status>failed</status>\n\n<exit_code>3</exit_code>\n\n<stdout>\none\n</stdout>\n\n<stderr>\ntwo\n</stderr>';
    const seen = view('command', { name: 'BashOutput', input: { bash_id: 'b1' }, content });
    expect(seen).toMatchObject({
      command: { text: 'b1' },
      stdout: { text: 'one' },
      stderr: { text: 'two' },
      exit: 'Exit code 3',
    });
  });

  test('a task that printed, and one that was stopped', () => {
    const task = { task_id: 't1', task_type: 'local_bash', command: 'sleep 9', output: 'zzz', exitCode: 0 };
    const read = { name: 'TaskOutput', input: { task_id: 't1' }, content: 'x', sidecar: { task } };
    expect(view('command', read)).toMatchObject({
      command: { text: 'sleep 9' },
      stdout: { text: 'zzz' },
      exit: 'Exit code 0',
    });
    const content = 'Successfully killed shell: b1 (sleep 9)';
    expect(view('command', { name: 'KillShell', input: { shell_id: 'b1' }, content }).stdout.text).toBe(content);
  });

  test('without anything to run it is shown like a tool that nobody knows', () => {
    expect(see({ name: 'Bash', input: {}, content: 'x' }).view).toEqual({ is: 'other' });
  });
});

describe('an output that was too long for the transcript', () => {
  const path = '/home/keeper/.claude/projects/-x/5e5510/tool-results/b1.txt';
  const content = `<persisted-output>\nOutput too large (164.9KB). Full output saved to: ${path}\n\nPreview (first 2KB):\n1\n2\n</persisted-output>`;
  const made = { name: 'Bash', input, content, sidecar: { stdout: '1\n2', stderr: '', persistedOutputPath: path } };
  const whole = 'line\n'.repeat(5000);

  test('is read from its own file, by its name alone', () => {
    const sessionDir = freshFolder();
    putToolResult(sessionDir, 'b1.txt', whole);
    const seen = see(made, { sessionDir });
    const begun = { text: whole.slice(0, 6000), length: 25_000, part: '0:file/b1.txt' };
    expect(seen).toMatchObject({ view: { stdout: begun }, output: begun });
  });

  test('an export has all of it', () => {
    const sessionDir = freshFolder();
    putToolResult(sessionDir, 'b1.txt', whole);
    expect(see(made, { sessionDir, limits: UNCUT }).output).toEqual({ text: whole, length: 25_000, part: null });
  });

  test('in a subagent, where only the words tell of it', () => {
    const sessionDir = freshFolder();
    putToolResult(sessionDir, 'b1.txt', 'all of it');
    expect(view('command', { name: 'Bash', input, content }, { sessionDir }).stdout.text).toBe('all of it');
  });

  test('of a connected server, too, as Claude Code words that', () => {
    const sessionDir = freshFolder();
    putToolResult(sessionDir, 'mcp-harbour-list-17.txt', 'all of it');
    const words =
      'Error: result (374,984 characters) exceeds maximum allowed tokens. Output has been saved to C:\\x\\tool-results\\mcp-harbour-list-17.txt.\nFormat: JSON';
    const seen = see({ name: 'mcp__harbour__list', input: {}, content: words, isError: true }, { sessionDir });
    expect(seen.output?.text).toBe('all of it');
  });

  test('when the file is gone, what the transcript kept is shown', () => {
    expect(view('command', made).stdout.text).toBe('1\n2');
    const bare = view('command', { name: 'Bash', input, content });
    expect(bare.stdout.text).toContain('Preview (first 2KB):\n1\n2');
    expect(make('stdout', { name: 'Bash', input, content })).toBe(bare.stdout.text);
  });

  test('a name that leads elsewhere, and a link, are not followed', () => {
    const sessionDir = freshFolder();
    putToolResult(sessionDir, 'b2.txt', 'x');
    fs.writeFileSync(join(sessionDir, 'secret.txt'), 'secret');
    fs.symlinkSync(join(sessionDir, 'secret.txt'), join(sessionDir, 'tool-results', 'b1.txt'));
    expect(JSON.stringify(see(made, { sessionDir }))).not.toContain('secret');
    const out = { ...made.sidecar, persistedOutputPath: '/x/tool-results/../secret.txt' };
    expect(JSON.stringify(see({ ...made, sidecar: out }, { sessionDir }))).not.toContain('"secret"');
  });

  test('a link in the place of the folder is not followed', () => {
    const [sessionDir, elsewhere] = [freshFolder(), freshFolder()];
    putToolResult(elsewhere, 'b1.txt', 'secret');
    fs.symlinkSync(join(elsewhere, 'tool-results'), join(sessionDir, 'tool-results'));
    expect(JSON.stringify(see(made, { sessionDir }))).not.toContain('secret');
  });

  test('what a command prints about such a file is not believed', () => {
    const sessionDir = freshFolder();
    putToolResult(sessionDir, 'b1.txt', 'another output');
    const stdout = `Output has been saved to ${path}`;
    const printed = { name: 'Bash', input, content: stdout, sidecar: { stdout, stderr: '' } };
    expect(view('command', printed, { sessionDir }).stdout.text).toBe(stdout);
    const later = `ls\n${stdout}`;
    expect(view('command', { name: 'Bash', input, content: later }, { sessionDir }).stdout.text).toBe(later);
  });
});
