import { describe, expect, test } from 'vitest';
import { UNCUT } from '../../../../../../src/engine/transcript/reader/excerpt.ts';
import { make, see, view } from '../../../../../support/tools.ts';
import type { MadeCall } from '../../../../../support/tools.ts';

const file = '/home/keeper/ledger.py';
const png = Buffer.from('\x89PNG\r\n\x1a\n0000000000', 'latin1').toString('base64');

describe('Read', () => {
  const read = (more: Partial<MadeCall>): MadeCall => ({
    name: 'Read',
    input: { file_path: file },
    content: '',
    ...more,
  });

  test('shows the lines as they stand in the file, and which they are', () => {
    const told = { filePath: file, content: 'a\nb\n', numLines: 2, startLine: 11, totalLines: 40 };
    const made = read({ content: '11\ta\n12\tb', sidecar: { type: 'text', file: told } });
    expect(view('read', made)).toEqual({
      is: 'read',
      file,
      from: 11,
      lines: 2,
      total: 40,
      content: { text: 'a\nb\n', length: 4, part: null },
    });
  });

  test.each([
    ['as by now', '7\tdef total():\n8\t    return 0'],
    ['as in 2025', '     7→def total():\n     8→    return 0'],
    [
      'with a reminder behind it',
      '7\tdef total():\n8\t    return 0\n\n<system-reminder>\nBe careful.\n</system-reminder>',
    ],
  ])('in a subagent the numbers before the lines are taken off (%s)', (_, content) => {
    const seen = view('read', read({ content }));
    expect(seen).toMatchObject({ from: 7, lines: 2, content: { text: 'def total():\n    return 0' } });
    expect(make('content', read({ content }))).toBe('def total():\n    return 0');
  });

  test('what has no numbers is shown as it is', () => {
    expect(view('read', read({ content: '7\tone\ntwo' })).content?.text).toBe('7\tone\ntwo');
  });

  test('a notebook is its cells', () => {
    const cells = [{ cellType: 'code', source: 'x = 1' }, { cellType: 'code', source: ['y = 2\n', 'z = 3'] }, 7];
    const made = read({
      content: '<cell id="0">x = 1</cell>',
      sidecar: { type: 'notebook', file: { filePath: file, cells } },
    });
    expect(view('read', made).content?.text).toBe('x = 1\n\ny = 2\nz = 3');
    expect(make('content', made)).toBe('x = 1\n\ny = 2\nz = 3');
  });

  test('a picture is a picture', () => {
    const content = [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } }];
    const seen = see(read({ content }));
    expect(seen.output).toBeNull();
    expect(seen.media).toMatchObject([{ is: 'image', mediaType: 'image/png', part: '0:output-media/0' }]);
  });

  test('a picture that only the sidecar has', () => {
    const sidecar = { type: 'image', file: { base64: png, type: 'image/png', originalSize: 18 } };
    expect(see(read({ content: 'a picture', sidecar })).media).toMatchObject([
      { mediaType: 'image/png', part: '0:sidecar-media/file/base64' },
    ]);
  });

  test('a PDF, whole or page by page', () => {
    const data = Buffer.from('%PDF-1.7 harbour').toString('base64');
    const whole = read({ content: 'PDF file read', sidecar: { type: 'pdf', file: { filePath: file, base64: data } } });
    expect(see(whole)).toMatchObject({
      view: { is: 'read', file },
      media: [{ is: 'document', mediaType: 'application/pdf', name: file.split('/').at(-1) }],
    });
    const windows = { filePath: 'C:\\Users\\ana\\plan.pdf', base64: data };
    expect(see(read({ content: 'PDF file read', sidecar: { type: 'pdf', file: windows } })).media).toMatchObject([
      { name: 'plan.pdf' },
    ]);
    const pages = [
      { base64: png, mediaType: 'image/png' },
      { base64: '', mediaType: 'image/png' },
    ];
    const parts = read({ content: 'pages', sidecar: { type: 'parts', file: { filePath: file }, pages } });
    expect(see(parts).media).toMatchObject([{ is: 'image', part: '0:sidecar-media/pages/0/base64' }]);
  });

  test('a failed one still names its file', () => {
    const seen = see(read({ content: 'File does not exist.', isError: true, sidecar: 'Error: File does not exist.' }));
    expect(seen).toMatchObject({
      status: 'failed',
      about: file,
      view: { content: null },
      output: { text: 'File does not exist.' },
    });
  });

  test('a folder that was listed is read, too', () => {
    const made = { name: 'LS', input: { path: '/home/keeper' }, content: '- a\n- b' };
    expect(view('read', made)).toMatchObject({ file: '/home/keeper', content: { text: '- a\n- b' } });
  });
});

describe('Edit', () => {
  const input = { file_path: file, old_string: 'b\nc', new_string: 'b\nx\nc' };

  test('shows the lines that Claude Code wrote down', () => {
    const structuredPatch = [{ oldStart: 4, oldLines: 2, newStart: 4, newLines: 3, lines: [' b', '+x', ' c'] }];
    const seen = view('edit', { name: 'Edit', input, content: 'ok', sidecar: { filePath: file, structuredPatch } });
    expect(seen).toEqual({
      is: 'edit',
      file,
      created: false,
      hunks: [{ oldStart: 4, newStart: 4, lines: [' b', '+x', ' c'] }],
      added: 1,
      removed: 0,
      more: null,
    });
  });

  test('in a subagent the change is made of its two texts; where it is, nobody knows', () => {
    const seen = view('edit', { name: 'Edit', input, content: 'ok' });
    expect(seen.hunks).toEqual([{ oldStart: 0, newStart: 0, lines: [' b', '+x', ' c'] }]);
  });

  test('with the file beside it, it is known where', () => {
    const sidecar = { filePath: file, originalFile: 'a\na\nb\nc\n', structuredPatch: [] };
    expect(view('edit', { name: 'Edit', input, content: 'ok', sidecar }).hunks).toMatchObject([
      { oldStart: 3, newStart: 3 },
    ]);
  });

  test('a refused one shows what it would have done', () => {
    const seen = see({ name: 'Edit', input, content: 'no', isError: true, line: { toolDenialKind: 'user-rejected' } });
    expect(seen).toMatchObject({ status: 'denied', view: { is: 'edit', added: 1 } });
  });

  test('one that has no result yet, too', () => {
    expect(see({ name: 'Edit', input })).toMatchObject({ status: 'waiting', view: { is: 'edit', added: 1 } });
  });

  test('one that begins a file', () => {
    const begins = { file_path: file, old_string: '', new_string: 'first\n' };
    expect(view('edit', { name: 'Edit', input: begins, content: 'ok' })).toMatchObject({ created: true, added: 1 });
  });

  test('line ends of Windows are no change', () => {
    const windows = { file_path: file, old_string: 'a\r\nb\r\n', new_string: 'a\r\nc\r\n' };
    expect(view('edit', { name: 'Edit', input: windows, content: 'ok' }).hunks[0]?.lines).toEqual([' a', '-b', '+c']);
  });

  test('several at once are one after the other', () => {
    const edits = [{ old_string: 'a', new_string: 'b' }, { old_string: 7 }, { old_string: 'c', new_string: '' }];
    const seen = view('edit', { name: 'MultiEdit', input: { file_path: file, edits }, content: 'ok' });
    expect(seen).toMatchObject({ added: 1, removed: 2, hunks: [{ lines: ['-a', '+b'] }, { lines: ['-c'] }] });
  });
});

describe('Write', () => {
  const input = { file_path: file, content: 'a\nb\n' };

  test('a new file is all new lines', () => {
    const sidecar = { type: 'create', filePath: file, content: 'a\nb\n', structuredPatch: [], originalFile: null };
    const seen = view('edit', { name: 'Write', input, content: 'File created successfully at: x', sidecar });
    expect(seen).toMatchObject({ created: true, added: 2, hunks: [{ oldStart: 1, newStart: 1, lines: ['+a', '+b'] }] });
  });

  test('in a subagent its words tell whether it is new', () => {
    const made = { name: 'Write', input, content: `File created successfully at: ${file}` };
    expect(view('edit', made).created).toBe(true);
    expect(view('edit', { ...made, content: `The file ${file} has been updated successfully.` }).created).toBe(false);
  });

  test('of a file that was there, what became other', () => {
    const sidecar = { type: 'update', filePath: file, content: 'a\nb\n', originalFile: 'a\nc\n' };
    expect(view('edit', { name: 'Write', input, content: 'ok', sidecar }).hunks[0]?.lines).toEqual([' a', '-c', '+b']);
  });
});

describe('NotebookEdit', () => {
  const input = { notebook_path: '/x.ipynb', cell_id: 'c1', new_source: 'x = 2' };

  test.each([
    ['replaces', { old_source: 'x = 1', new_source: 'x = 2', edit_mode: 'replace' }, ['-x = 1', '+x = 2']],
    ['inserts', { new_source: 'x = 2', edit_mode: 'insert' }, ['+x = 2']],
    ['deletes', { old_source: 'x = 1', new_source: '', edit_mode: 'delete' }, ['-x = 1']],
  ])('%s a cell', (_, sidecar, lines) => {
    const seen = view('edit', { name: 'NotebookEdit', input, content: 'ok', sidecar });
    expect(seen).toMatchObject({ file: '/x.ipynb', hunks: [{ lines }] });
  });
});

describe('a change that is very long', () => {
  const content = Array.from({ length: 2000 }, (_, i) => `line ${i}\n`).join('');
  const made = { name: 'Write', input: { file_path: file, content }, content: 'ok' };

  test('begins, with all lines counted and the whole to be had', () => {
    const seen = view('edit', made);
    expect(seen.hunks.flatMap(({ lines }) => lines)).toHaveLength(300);
    expect(seen).toMatchObject({ added: 2000, more: { text: '', part: '0:made/diff' } });
    const whole = make('diff', made);
    expect(whole?.split('\n')).toHaveLength(2001);
    expect(seen.more?.length).toBe(whole?.length);
  });

  test('a single line of a packed file is cut, too', () => {
    const packed = { ...made, input: { file_path: file, content: 'x'.repeat(1e6) } };
    expect(view('edit', packed).hunks[0]?.lines[0]).toHaveLength(1001);
    expect(view('edit', packed).more?.part).toBe('0:made/diff');
  });

  test('an export has all of it', () => {
    const seen = view('edit', made, { limits: UNCUT });
    expect(seen.hunks[0]?.lines).toHaveLength(2000);
    expect(seen.more).toBeNull();
  });

  test('two long texts that have nothing in common are not compared for minutes', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 9000 }, (_, i) => `${letter}${i}`).join('\n'),
    );
    const edit = { name: 'Edit', input: { file_path: file, old_string: before, new_string: after }, content: 'ok' };
    expect(view('edit', edit)).toMatchObject({ added: 9000, removed: 9000 });
  });
});
