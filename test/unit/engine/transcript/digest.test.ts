import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestTranscript } from '../../../../src/engine/transcript/digest.ts';
import type { Digest } from '../../../../src/engine/transcript/digest.ts';
import { markOf } from '../../../../src/engine/transcript/marks.ts';
import { assistant, at, chain, CWD, freshFolder, SESSION, transcript, user, uuid } from './lines.ts';
import type { Json } from './lines.ts';

function digest(lines: (Json | string)[], options?: Parameters<typeof transcript>[1]): Digest {
  return digestTranscript(transcript(lines, options));
}

const talk = [user(1, 'Light the lantern'), assistant(2, 'It is lit.')];

describe('what kind of file it is', () => {
  test('a prompt and an answer are a conversation, and so is either alone', () => {
    expect(digest(talk).kind).toBe('conversation');
    expect(digest([user(1, 'Light the lantern')]).kind).toBe('conversation');
    expect(digest([assistant(1, 'It is lit.')]).kind).toBe('conversation');
    expect(digest([user(1, [{ type: 'image', source: {} }])]).kind).toBe('conversation');
  });

  test.each<[string, (Json | string)[]]>([
    ['no bytes', []],
    ['zeros', ['\0'.repeat(5000)]],
    ['a title alone', [{ type: 'custom-title', customTitle: 'Harbour', sessionId: SESSION }]],
    ['a summary alone', [{ type: 'summary', summary: 'Harbour', leafUuid: uuid(1) }]],
    ['a snapshot alone', [{ type: 'file-history-snapshot', messageId: uuid(1), snapshot: { timestamp: at(1) } }]],
    [
      'a slash command',
      [user(1, '<command-name>/model</command-name>'), user(2, '<local-command-stdout>ok</local-command-stdout>')],
    ],
    [
      'what Claude Code wrote itself',
      [user(1, 'mind the tide', { isMeta: true }), user(2, '<task-notification>done</task-notification>')],
    ],
    [
      'a repeated request',
      [{ type: 'api-request-blob', hash: 'a', message: { role: 'user', content: 'Light the lantern' } }],
    ],
    ['an interruption', [user(1, '[Request interrupted by user]')]],
  ])('a file of %s is empty', (_, lines) => {
    expect(digest(lines)).toMatchObject({ kind: 'empty', turns: 0, firstPrompt: null, promptMarks: '' });
  });

  test('messages of a subagent alone are a sidechain; one line of the main chain makes it a conversation', () => {
    const sidechain = talk.map((line) => ({ ...line, isSidechain: true }));
    expect(digest(sidechain)).toMatchObject({ kind: 'sidechain', cwd: null, turns: 0, firstUuid: null });
    expect(digest([...sidechain, user(3, 'And the lamp')])).toMatchObject({ kind: 'conversation', turns: 1 });
  });

  test('a warm-up is told by its first prompt, which is that word and nothing else', () => {
    expect(digest([user(1, 'Warmup'), assistant(2, 'Ready.')]).kind).toBe('warm-up');
    expect(digest([user(1, 'Warmup the engine'), assistant(2, 'Ready.')]).kind).toBe('conversation');
    expect(digest([user(1, 'Start'), user(2, 'Warmup')]).kind).toBe('conversation');
  });

  test("a teammate's conversation is told by its first message", () => {
    expect(digest([user(1, 'Take the north wharf', { teamName: 'harbour' }), assistant(2, 'Aye.')]).kind).toBe(
      'teammate',
    );
    expect(digest([...talk, user(3, 'North wharf done', { teamName: 'harbour' })]).kind).toBe('conversation');
  });
});

describe('titles', () => {
  test('the last title holds, and an empty one does not take it away', () => {
    const titles = ['Wharf', 'Harbour', ''].map((customTitle) => ({ type: 'custom-title', customTitle }));
    const others = [
      { type: 'ai-title', aiTitle: 'The lantern' },
      { type: 'agent-name', agentName: 'harbour-keeper' },
      { type: 'last-prompt', lastPrompt: 'Light it', leafUuid: uuid(1) },
      { type: 'last-prompt', leafUuid: uuid(2) },
    ];
    expect(digest([...titles, ...talk, ...others])).toMatchObject({
      customTitle: 'Harbour',
      aiTitle: 'The lantern',
      agentName: 'harbour-keeper',
      lastPrompt: 'Light it',
    });
  });

  test('a title in the middle of 20 MB is found, and one inside the text of another line is not', () => {
    const filler = Array.from({ length: 2500 }, (_, n) => {
      const result = { tool_use_id: `toolu_${n}`, type: 'tool_result', content: 'rope '.repeat(1600) };
      return user(n + 10, [result], { toolUseResult: { stdout: '{"type":"custom-title","customTitle":"No"}' } });
    });
    const title = { type: 'custom-title', customTitle: 'In the middle', sessionId: SESSION };
    const found = digest([...talk, ...filler.slice(0, 1250), title, ...filler.slice(1250)]);
    expect(found).toMatchObject({ customTitle: 'In the middle', turns: 1, lastActivityAt: Date.parse(at(2509)) });
  });

  test('a key that is nested in something is no title', () => {
    const nested = { type: 'ai-title', aiTitle: 'No', timestamp: '2027-01-01T00:00:00.000Z' };
    const snapshot = { type: 'file-history-snapshot', snapshot: nested };
    expect(digest([...talk, snapshot])).toMatchObject({ aiTitle: null, lastActivityAt: Date.parse(at(2)) });
  });

  test('a summary counts where it speaks of a message of this file', () => {
    const summaries = [
      { type: 'summary', summary: 'Of this one', leafUuid: uuid(2) },
      { type: 'summary', summary: 'Of another', leafUuid: uuid(99) },
    ];
    expect(digest([...summaries, ...talk]).summary).toBe('Of this one');
    expect(digest([...summaries.slice(1), ...talk]).summary).toBeNull();
  });

  test('a title is one clean line, without commands to a terminal or halves of characters, and not too long', () => {
    const named = (customTitle: string): string | null => digest([{ type: 'custom-title', customTitle }]).customTitle;
    expect(named('two\r\nlines\tand \u001b[31mred\u0007')).toBe('two lines and [31mred');
    expect(named('half \ud83d of a lamp \u202egnorw')).toBe('half of a lamp gnorw');
    expect(named('灯'.repeat(300))).toBe(`${'灯'.repeat(200)}…`);
    expect(named(`${'a'.repeat(199)}🏮b`)).toBe(`${'a'.repeat(199)}…`);
    expect(named(' \n\t ')).toBeNull();
  });

  test('what was queued first names a conversation, if a person queued it', () => {
    const queue = (content: unknown): Json => ({
      type: 'queue-operation',
      operation: 'enqueue',
      timestamp: at(0),
      content,
    });
    const notice = queue('<task-notification>\ndone\n</task-notification>');
    const removal = { type: 'queue-operation', operation: 'remove', content: 'Not this' };
    const image = queue(undefined);
    const typed = queue([{ type: 'text', text: 'Mind the\ntide' }]);
    expect(digest([removal, notice, image, typed, queue('Later')]).queuedPrompt).toBe('Mind the tide');
  });
});

describe('prompts', () => {
  test.each<[string, Json]>([
    ['a tool result', user(2, [{ type: 'tool_result', tool_use_id: 'a', content: 'ok' }])],
    ['a line of Claude Code itself', user(2, 'text', { isMeta: true })],
    ['the summary of a compaction', user(2, 'This conversation was about rope', { isCompactSummary: true })],
    [
      'such a summary in an old file',
      user(2, 'This session is being continued from a previous conversation that ran out'),
    ],
    ['a line of a subagent', user(2, 'Survey', { isSidechain: true })],
    ['a notice', user(2, 'done', { origin: { kind: 'task-notification' } })],
    ['a reminder', user(2, '<system-reminder>mind</system-reminder>')],
    ['a hook', user(2, '<user-prompt-submit-hook>ok</user-prompt-submit-hook>')],
    ['an interruption', user(2, [{ type: 'text', text: '[Request interrupted by user for tool use]' }])],
    ['the output of a shell command', user(2, '<bash-stdout>a</bash-stdout><bash-stderr></bash-stderr>')],
    ['what the editor shows', user(2, '<ide_opened_file>The user opened a.ts</ide_opened_file>')],
    ['an old caveat', user(2, 'Caveat: The messages below were generated by the user')],
    ['an empty prompt', user(2, '  ')],
  ])('%s is no prompt', (_, line) => {
    expect(digest([line, user(3, 'Light the lantern')])).toMatchObject({
      firstPrompt: 'Light the lantern',
      promptMarks: markOf(uuid(3)),
      turns: 1,
    });
  });

  test('what the editor puts before a prompt is left out of it', () => {
    const editor = '<ide_selection>const a = 1</ide_selection>';
    expect(digest([user(1, `${editor}\nRename it`)]).firstPrompt).toBe('Rename it');
    expect(digest([user(1, [{ type: 'text', text: editor }, 'Rename it'])]).firstPrompt).toBe('Rename it');
  });

  test('a slash command that asked Claude is a turn, one that only printed something is not', () => {
    const review = user(1, '<command-message>review</command-message>\n<command-name>/review</command-name>');
    const answered = digest([review, user(2, 'Review the code', { isMeta: true }), assistant(3, 'Fine.')]);
    expect(answered).toMatchObject({ kind: 'conversation', firstCommand: '/review', firstPrompt: null, turns: 1 });
    const compact = user(4, '<command-name>/compact</command-name>');
    const printed = user(5, '<local-command-stdout>Compacted</local-command-stdout>');
    expect(digest([...talk, compact, printed])).toMatchObject({ turns: 1, promptMarks: markOf(uuid(1)) });
  });

  test('a line that was written twice counts once', () => {
    expect(digest([...talk, ...talk, user(3, 'And the lamp'), ...talk])).toMatchObject({
      turns: 2,
      promptMarks: markOf(uuid(1)) + markOf(uuid(3)),
    });
  });

  test('a file whose name came to be written in capitals has its turns', () => {
    const name = 'ABCDEF00-0000-4000-8000-00000000000A';
    const own = user(1, 'Today', { sessionId: name.toLowerCase() });
    expect(digest([own], { name })).toMatchObject({ turns: 1 });
  });

  test('what was copied from another session is no turn of this one, though it is in it', () => {
    const copied = user(1, 'Long ago', { sessionId: '5e551000-0000-4000-8000-000000000002' });
    expect(digest([copied, user(3, 'Today')])).toMatchObject({
      turns: 1,
      promptMarks: markOf(uuid(1)) + markOf(uuid(3)),
      firstUuid: uuid(1),
    });
  });
});

describe('where and in what it ran', () => {
  test('the first place holds, whatever cd did later, until it was moved', () => {
    const wandered = [
      user(1, 'Start', { cwd: '/home/keeper/harbour' }),
      assistant(2, 'Aye.', { cwd: '/home/keeper/harbour/src' }),
    ];
    expect(digest(wandered).cwd).toBe('/home/keeper/harbour');
    const moved = ['/home/keeper/old', '/home/keeper/wharf', ''].map((relocatedCwd) => ({
      type: 'relocated',
      relocatedCwd,
    }));
    expect(digest([...wandered, ...moved]).cwd).toBe('/home/keeper/wharf');
  });

  test('a place of a subagent is not the place of the conversation', () => {
    expect(digest([user(1, 'Survey', { isSidechain: true, cwd: '/elsewhere' }), user(2, 'Start')]).cwd).toBe(CWD);
  });

  test('the place that belongs to the folder is found wherever a line says it', () => {
    const lines = [user(1, 'Start', { cwd: '/elsewhere' }), assistant(2, 'Aye.', { cwd: 'C:\\git\\cc-plus' })];
    expect(digest(lines, { folder: 'C--git-cc-plus' })).toMatchObject({
      cwd: '/elsewhere',
      folderCwd: 'C:\\git\\cc-plus',
    });
    expect(digest(lines, { folder: '-nowhere' })).toMatchObject({ cwd: '/elsewhere', folderCwd: null });
    const nested = user(3, 'Look', { toolUseResult: { cwd: '/nowhere' } });
    expect(digest([...lines, nested], { folder: '-nowhere' }).folderCwd).toBeNull();
  });

  test('a worktree holds until it is left', () => {
    const worktreeSession = {
      worktreePath: '/home/keeper/harbour/.claude/worktrees/a',
      originalCwd: '/home/keeper/harbour',
    };
    const entered = { type: 'worktree-state', worktreeSession };
    expect(digest([...talk, entered]).worktree).toEqual({
      path: '/home/keeper/harbour/.claude/worktrees/a',
      originalCwd: '/home/keeper/harbour',
    });
    expect(digest([...talk, entered, { type: 'worktree-state', worktreeSession: null }]).worktree).toBeNull();
  });

  test('a conversation that Claude Desktop wrote any line of is one of its own', () => {
    const cli = talk.map((line) => ({ ...line, entrypoint: 'cli' }));
    expect(digest(cli).entrypoint).toBe('cli');
    expect(digest([...cli, assistant(3, 'Again.')]).entrypoint).toBe('claude-desktop');
    const old = talk.map((line) => ({ ...line, entrypoint: undefined }));
    expect(digest(old).entrypoint).toBeNull();
    expect(digest([...old, user(3, 'Resumed', { entrypoint: 'cli' })]).entrypoint).toBe('cli');
  });

  test('the model is the one that spoke last; what Claude Code made up itself is none', () => {
    const spoke = (n: number, model: string, more: Json = {}): Json =>
      assistant(n, 'Aye.', { message: { role: 'assistant', model, content: [] }, ...more });
    const lines = [spoke(2, 'claude-opus-5-5'), spoke(3, 'claude-haiku-5'), spoke(4, '<synthetic>')];
    expect(digest([...lines, spoke(5, 'claude-sonnet-5', { isSidechain: true })]).model).toBe('claude-haiku-5');
    expect(digest([spoke(2, '<synthetic>')]).model).toBeNull();
  });
});

describe('dates', () => {
  test('the newest counts, wherever it stands', () => {
    const lines = [user(5, 'Start'), assistant(90, 'Aye.'), user(20, 'Back in time'), assistant(7, 'Aye.')];
    expect(digest(lines)).toMatchObject({ createdAt: Date.parse(at(5)), lastActivityAt: Date.parse(at(90)) });
  });

  test.each([
    '0000-00-00T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2026-99-99T99:99:99.999Z',
    'yesterday',
    '',
    null,
    7,
  ])('a date that cannot be true (%s) is passed over', (timestamp) => {
    const lines = [user(1, 'a', { timestamp }), user(2, 'b'), user(3, 'c'), user(4, 'd', { timestamp })];
    expect(digest(lines)).toMatchObject({ createdAt: Date.parse(at(2)), lastActivityAt: Date.parse(at(3)) });
  });

  test('a date in another form counts as what it says', () => {
    const late = user(2, 'b', { timestamp: '2026-11-20T08:00:00-06:00' });
    expect(digest([user(1, 'a'), late, user(3, 'c')]).lastActivityAt).toBe(Date.UTC(2026, 10, 20, 14));
  });

  test('a file without any date has none', () => {
    expect(digest([user(1, 'a', { timestamp: undefined })])).toMatchObject({ createdAt: null, lastActivityAt: null });
  });
});

describe('what real files suffer', () => {
  const whole = [...talk, user(3, 'And the lamp')].map((line) => JSON.stringify(line));
  const sound = { kind: 'conversation', turns: 2, lastActivityAt: Date.parse(at(3)), model: 'claude-opus-5-5' };

  test.each<[string, string, number]>([
    ['carriage returns', `${whole.join('\r\n')}\r\n`, 0],
    ['a byte order mark', `\uFEFF${whole.join('\n')}\n`, 0],
    ['a last line without a newline', whole.join('\n'), 0],
    ['a last line that is being written', `${whole.join('\n')}\n${(whole[1] ?? '').slice(0, 90)}`, 0],
    ['two lines spliced into one', `${whole[0] ?? ''}\n${whole[1] ?? ''}${whole[2] ?? ''}\n`, 0],
    ['zeros before a line', `${whole[0] ?? ''}\n\0\0\0${whole[1] ?? ''}\n${whole[2] ?? ''}\n`, 0],
    ['zeros between two lines', `${whole[0] ?? ''}\n${whole[1] ?? ''}\0\0\0${whole[2] ?? ''}\n`, 0],
    ['lines that are no objects', `[1]\n"text"\n7\nnull\n${whole.join('\n')}\n`, 0],
    ['a line without a type', `{"type":""}\n{}\n${whole.join('\n')}\n`, 0],
    ['a broken first line', `{"type":"user","message":{"ro\n${whole.join('\n')}\n`, 1],
    ['empty lines', `\n\n${whole.join('\n\n')}\n\n`, 0],
    ['unknown types', `{"type":"from-tomorrow","uuid":"${uuid(9)}"}\n${whole.join('\n')}\n`, 0],
  ])('%s cost nothing else', (_, content, badLines) => {
    const path = transcript([content], { end: '' });
    expect(digestTranscript(path)).toMatchObject({ ...sound, badLines });
  });

  test('spaces behind colons and any order of keys are read all the same', () => {
    const spaced = whole.map((line) => {
      const entries = Object.entries(JSON.parse(line) as Json).reverse();
      return JSON.stringify(Object.fromEntries(entries)).replaceAll('":', '": ').replaceAll(',"', ', "');
    });
    expect(digest(spaced)).toMatchObject(sound);
  });

  test('half a character in a prompt is left out of it', () => {
    const line = JSON.stringify(user(1, 'Light it')).replace('Light it', 'Light \\ud83d it');
    expect(digest([line]).firstPrompt).toBe('Light it');
  });

  test('a first line of several megabytes hides nothing', () => {
    const snapshot = chain(1, 'attachment', {
      attachment: { type: 'prompt_snapshot', systemPrompt: ['x'.repeat(6_000_000)] },
    });
    expect(digest([snapshot, ...talk])).toMatchObject({
      kind: 'conversation',
      turns: 1,
      cwd: CWD,
      createdAt: Date.parse(at(1)),
    });
  });

  test('a prompt of several megabytes is read', () => {
    const image = { type: 'image', source: { type: 'base64', data: 'A'.repeat(5_000_000) } };
    const lines = [...talk, user(3, [{ type: 'text', text: 'Look' }, image]), user(4, 'Well?')];
    expect(digest(lines)).toMatchObject({ turns: 3, lastActivityAt: Date.parse(at(4)) });
  });

  test('messages inside a progress line are not messages of the conversation', () => {
    const inner = user(50, 'Survey the harbour', { timestamp: '2027-01-01T00:00:00.000Z' });
    const data = {
      type: 'agent_progress',
      message: inner,
      normalizedMessages: Array.from({ length: 500 }, () => inner),
    };
    expect(digest([...talk, chain(3, 'progress', { data })])).toMatchObject({
      turns: 1,
      lastActivityAt: Date.parse(at(3)),
    });
  });

  test('a line beyond 64 MiB is left out and counted', () => {
    const path = transcript(talk);
    const huge = fs.openSync(path, 'a');
    fs.writeSync(huge, '{"type":"user","uuid":"');
    for (let i = 0; i < 65; i++) fs.writeSync(huge, 'x'.repeat(1 << 20));
    fs.writeSync(huge, `"}\n${JSON.stringify(user(9, 'After it'))}\n`);
    fs.closeSync(huge);
    expect(digestTranscript(path)).toMatchObject({
      turns: 2,
      elidedLines: 1,
      badLines: 0,
      lastActivityAt: Date.parse(at(9)),
    });
  });

  test('more titles than one pass can note are all seen', () => {
    const title = (n: number): Json => ({ type: 'summary', summary: `Summary ${n}`, leafUuid: uuid(n) });
    const summaries = Array.from({ length: 9000 }, (_, n) => title(n + 100));
    const found = digest([...talk, ...summaries, user(9099, 'The last')]);
    expect(found).toMatchObject({ summary: 'Summary 9099', turns: 2, lastActivityAt: Date.parse(at(9099)) });
  });
});

test('a file that cannot be read throws what the file system says', () => {
  expect(() => digestTranscript(join(freshFolder(), 'x', 'y.jsonl'))).toThrow('ENOENT');
  expect(() => digestTranscript(freshFolder())).toThrow('is not a file');
});

test.skipIf(process.platform === 'win32')('a pipe is refused and not waited for', () => {
  const pipe = join(freshFolder(), 'pipe.jsonl');
  execFileSync('mkfifo', [pipe]);
  expect(() => digestTranscript(pipe)).toThrow('is not a file');
});

test('a line that says the same thousands of times is read once', () => {
  const inner = Array.from({ length: 5000 }, (_, n) => ({ type: 'user', cwd: CWD, entrypoint: 'claude-desktop', n }));
  const progress = chain(3, 'progress', { data: { normalizedMessages: inner }, cwd: '/elsewhere', entrypoint: 'cli' });
  const elsewhere = talk.map((line) => ({ ...line, cwd: '/elsewhere', entrypoint: 'cli' }));
  expect(digest([...elsewhere, progress])).toMatchObject({ folderCwd: null, entrypoint: 'cli', turns: 1 });
});

test('tags that are never closed do not hold up the reader', () => {
  const tags = ['<command-args>', '<ide_selection>', '<system-reminder></system-reminder>'];
  const lines = tags.map((tag, i) => user(i + 1, `<command-name>${tag.repeat(100_000)}`));
  expect(digest([...lines, ...tags.map((tag, i) => user(i + 5, tag.repeat(100_000))), ...talk]).kind).toBe(
    'conversation',
  );
});
