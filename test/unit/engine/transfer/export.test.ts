import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { exportFormats } from '../../../../src/shared/reading.ts';
import { DestinationError } from '../../../../src/engine/transfer/destination.ts';
import type { ExportProgress } from '../../../../src/engine/transfer/export.ts';
import { assistant, chain, freshFolder, transcript, user } from '../transcript/lines.ts';
import { exportAll, exported, filesIn, sessionOf, worldForTest } from './exporting.ts';
import { hostileConversation } from './hostile-conversation.ts';
import { elementsIn } from './html-elements.ts';
import { MADE, PERSONAL, personalLines } from './made-conversations.ts';

const light = (): string => transcript([user(1, 'Light it'), assistant(2, 'Lit.')]);

describe('where files go', () => {
  test('each conversation gets a file named after it, which its owner alone can read', async () => {
    const folder = join(freshFolder(), 'new', 'folder');
    const result = await exportAll(
      [sessionOf(light(), { id: 'a', title: 'Why: a/b?' }), sessionOf(light(), { id: 'b' })],
      {
        folder,
      },
    );
    expect(filesIn(folder)).toEqual(['Light the lantern.md', 'Why a b.md']);
    expect(result).toMatchObject({
      folder,
      files: [
        { session: 'a', path: join(folder, 'Why a b.md') },
        { session: 'b', path: join(folder, 'Light the lantern.md') },
      ],
      failed: [],
      cancelled: false,
    });
    for (const { path, bytes } of result.files) {
      expect(fs.statSync(path).size).toBe(bytes);
      expect(fs.statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    }
  });

  test('nothing that is there is replaced, whatever case its name has', async () => {
    const folder = freshFolder();
    fs.writeFileSync(join(folder, 'LIGHT the lantern.MD'), 'mine');
    fs.mkdirSync(join(folder, 'Light the lantern (2).md'));
    const sessions = [sessionOf(light()), sessionOf(light(), { title: 'light the LANTERN' })];
    const { files } = await exportAll(sessions, { folder });
    expect(files.map(({ path }) => path.slice(folder.length + 1))).toEqual([
      'Light the lantern (3).md',
      'light the LANTERN (4).md',
    ]);
    expect(fs.readFileSync(join(folder, 'LIGHT the lantern.MD'), 'utf8')).toBe('mine');
  });

  test('a file that comes while it is written is not replaced', async () => {
    const folder = freshFolder();
    const onProgress = (): void => fs.writeFileSync(join(folder, 'Light the lantern.md'), 'mine');
    await exportAll([sessionOf(light())], { folder, onProgress });
    expect(filesIn(folder)).toEqual(['Light the lantern (2).md', 'Light the lantern.md']);
    expect(fs.readFileSync(join(folder, 'Light the lantern.md'), 'utf8')).toBe('mine');
  });

  test('pictures lie in a folder of their own beside the Markdown that links to them', async () => {
    const folder = freshFolder();
    fs.mkdirSync(join(folder, 'A (b)-files'));
    await exportAll([sessionOf(transcript(MADE['prompts'] ?? []), { title: 'A (b)' })], { folder });
    const text = fs.readFileSync(join(folder, 'A (b).md'), 'utf8');
    const links = [...text.matchAll(/\]\(([^)]*-files[^)]*)\)/g)].map(([, link = '']) => decodeURIComponent(link));
    expect(links).toEqual(['image-1.png', 'document-2.pdf', 'image-3.png'].map((name) => `A (b) (2)-files/${name}`));
    for (const link of links) expect(fs.statSync(join(folder, link)).size).toBeGreaterThan(0);
  });

  test('never Claude’s own folders, by whatever way', async () => {
    const world = worldForTest();
    const config = join(world.home, '.claude');
    const root = join(world.home, '.config', 'Claude');
    fs.mkdirSync(join(config, 'projects'), { recursive: true });
    fs.mkdirSync(join(root, 'claude-code-sessions'), { recursive: true });
    const link = join(freshFolder(), 'link');
    fs.symlinkSync(config, link);
    const before = fs.readdirSync(world.home, { recursive: true }).sort();
    for (const folder of [
      config,
      join(config, 'projects', 'new'),
      root,
      join(root, 'x', '..', 'y'),
      link,
      join(link, 'new'),
    ]) {
      await expect(exportAll([sessionOf(light())], { folder, world })).rejects.toThrow(DestinationError);
      await expect(exportAll([sessionOf(light())], { folder, world })).rejects.toThrow(/inside Claude’s own folder/);
    }
    expect(fs.readdirSync(world.home, { recursive: true }).sort()).toEqual(before);
    // The home itself is the person's.
    expect((await exportAll([sessionOf(light())], { folder: world.home, world })).files).toHaveLength(1);
  });

  test('a folder that cannot be is told before anything is read', async () => {
    const file = join(freshFolder(), 'file');
    fs.writeFileSync(file, '');
    const wanted = exportAll([sessionOf(light())], { folder: join(file, 'below') });
    await expect(wanted).rejects.toThrow(`${file} is not a folder, so nothing can be exported to`);
  });
});

describe('what goes wrong', () => {
  test('with one conversation is told, and the others go on', async () => {
    const folder = freshFolder();
    const gone = light();
    fs.rmSync(gone);
    const result = await exportAll(
      [sessionOf(gone, { id: 'gone' }), sessionOf(null, { id: 'none' }), sessionOf(light(), { id: 'here' })],
      { folder },
    );
    expect(result.failed).toEqual([
      { session: 'gone', why: `${gone} does not exist.` },
      { session: 'none', why: 'Its conversation is not on this disk.' },
    ]);
    expect(result.files.map(({ session }) => session)).toEqual(['here']);
    expect(filesIn(folder)).toEqual(['Light the lantern.md']);
  });

  test('a folder that goes away is told', async () => {
    const folder = join(freshFolder(), 'out');
    const onProgress = ({ done }: ExportProgress): void => {
      if (done === 1) fs.rmSync(folder, { recursive: true, force: true });
    };
    const result = await exportAll([sessionOf(light(), { id: 'a' }), sessionOf(light(), { id: 'b' })], {
      folder,
      onProgress,
    });
    expect(result.files.map(({ session }) => session)).toEqual(['a']);
    expect(result.failed).toMatchObject([{ session: 'b', why: expect.stringMatching(/does not exist\.$/) as string }]);
  });

  test.each(exportFormats)('cancelled %s leaves what is finished and nothing else', async (format) => {
    const folder = freshFolder();
    const cancel = new AbortController();
    const lines = Array.from({ length: 3000 }, (_, n) => user(n + 1, `Prompt ${n} ${'with words '.repeat(50)}`));
    const long = transcript([...(MADE['prompts'] ?? []), ...lines.slice(20)]);
    const onProgress = ({ done, share }: ExportProgress): void => {
      if (done === 1 && share > 0.3) cancel.abort();
    };
    const sessions = [sessionOf(light(), { id: 'a' }), sessionOf(long, { id: 'b' }), sessionOf(light(), { id: 'c' })];
    const result = await exportAll(sessions, { folder, onProgress, signal: cancel.signal, options: { format } });
    expect(result).toMatchObject({ cancelled: true, failed: [], files: [{ session: 'a' }] });
    expect(fs.readdirSync(folder)).toEqual([`Light the lantern.${format}`]);
  });
});

test('progress counts conversations, and within each how much of it is written', async () => {
  const told: ExportProgress[] = [];
  const sessions = [sessionOf(light(), { title: 'One' }), sessionOf(light(), { title: 'Two' })];
  await exportAll(sessions, { onProgress: (progress) => told.push(progress) });
  expect(told.every(({ total }) => total === 2)).toBe(true);
  expect([...new Set(told.map(({ done, title }) => `${done} ${title}`))]).toEqual(['0 One', '1 Two', '2 ']);
  const shares = told.filter(({ done }) => done === 0).map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
});

test.each(exportFormats)('of an endless output %s says how much is left out', async (format) => {
  const result = { type: 'tool_result', tool_use_id: 't', content: '<persisted-output>' };
  const endless = (name: string, bytes: number): string => {
    const sidecar = {
      stdout: 'short',
      stderr: '',
      persistedOutputPath: `/x/tool-results/${name}`,
      persistedOutputSize: bytes,
    };
    const path = transcript([
      assistant(1, [{ type: 'tool_use', id: 't', name: 'Bash', input: { command: 'yes' } }]),
      user(2, [result], { toolUseResult: sidecar }),
    ]);
    const folder = join(path.replace(/\.jsonl$/, ''), 'tool-results');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      join(folder, name),
      `${'x'.repeat(98)}\n`.repeat(Math.ceil(bytes / 99)).slice(0, bytes - 7) + 'THE-END',
    );
    return path;
  };
  const cut = await exported(endless('big.txt', 21_000_000), { options: { format } });
  expect(cut).toContain('[The rest of this output, 4.2 MB, is left out here]');
  expect(cut).not.toContain('THE-END');
  const whole = await exported(endless('full.txt', 16 << 20), { options: { format } });
  expect(whole).not.toContain('is left out here');
  expect(whole).toContain('THE-END');
});

test.each(['md', 'html'] as const)(
  'all that tools were given, and that notebooks printed, is in %s',
  async (format) => {
    const text = await exported(transcript(MADE['given'] ?? []), { options: { format } });
    const seen = text
      .replace(/<[^>]*>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('\\', '');
    const given = [
      'The wick, not the beard',
      'Trimming',
      'c1',
      'insert',
      '*.md',
      '"-C": 3',
      '"timeout": 5000',
      '"offset": 7',
    ];
    const long = `/sea/${'deep/'.repeat(50)}lamp.ts`;
    for (const told of [...given, '1.80 m', 'Description: The wick', long, 'example.com']) expect(seen).toContain(told);
    expect(seen).not.toContain('multiline');
    expect(seen.split('make light')).toHaveLength(3);
  },
);

describe('what the person leaves out', () => {
  const everything = (): string =>
    transcript([
      ...(MADE['tools'] ?? []),
      ...(MADE['thinking'] ?? []).slice(1).map((line, i) => ({ ...line, uuid: `t${i}` })),
    ]);

  test.each(exportFormats)('is not in %s', async (format) => {
    const all = await exported(everything(), { options: { format } });
    const none = await exported(everything(), { options: { format, toolOutput: false, thinking: false } });
    for (const told of ['a warning', 'lamp.ts:1:lit', 'no such file', 'noon', 'Because of the']) {
      expect(all).toContain(told);
      expect(none).not.toContain(told);
    }
    for (const kept of ['git status', 'When is the flood?', 'Which lamp?', 'Trim the wick'])
      expect(none).toContain(kept);
  });
});

describe('what is personal', () => {
  const given = { session: { title: `Mail to ${PERSONAL.email}`, cwd: `/home/${PERSONAL.account}` } };
  const known = { accounts: [PERSONAL.account], organizations: [PERSONAL.organization] };

  test.each(exportFormats)('is nowhere in %s, its name included, unless asked for', async (format) => {
    const folder = freshFolder();
    const text = await exported(transcript(personalLines), { ...given, known, folder, options: { format } });
    for (const secret of Object.values(PERSONAL)) {
      expect(text).not.toContain(secret);
      expect(filesIn(folder).join()).not.toContain(secret);
    }
    for (const mark of ['[e-mail address]', '[account id]', '[organization id]']) expect(text).toContain(mark);

    const personal = await exported(transcript(personalLines), {
      ...given,
      known,
      options: { format, personal: true },
    });
    for (const secret of Object.values(PERSONAL)) expect(personal).toContain(secret);
    expect(personal).toContain('ownerAccountUuid');
  });
});

describe('an address that would be cut through', () => {
  const ADDRESS = 'ana.lighthouse@harbour-keepers.example.com';
  /** Before the address: a text of so many characters, and one of many spaces. */
  const before = (n: number): string => 'please write to it '.repeat(20).slice(0, n);
  const places = Array.from({ length: 70 }, (_, i) => 3 * i + (i % 3));

  test.each(exportFormats)('is nowhere in %s: in no tool’s line, outline, name or damaged line', async (format) => {
    const lines = places.flatMap((n) => {
      const text = `${before(n)} ${ADDRESS} and more`;
      const path = `/${'a'.repeat(1900 + n)}/${ADDRESS}/x`;
      const call = (tool: string, input: object): object => ({
        type: 'tool_use',
        id: `${tool}${n}`,
        name: tool,
        input,
      });
      return [
        user(10 * n + 1, text),
        user(10 * n + 2, ' \n'.repeat(4 * n) + text + '.'.repeat(1000)),
        assistant(10 * n + 3, [call('Bash', { command: text })]),
        assistant(10 * n + 4, [call('Read', { file_path: path })]),
        assistant(10 * n + 5, [call('TodoWrite', { todos: [{ content: path, status: 'pending' }] })]),
        chain(10 * n + 6, 'attachment', {
          attachment: { type: 'file', filename: `/${'b'.repeat(300 + n)}/${ADDRESS}` },
        }),
        `{"type":"user","text":"${'c'.repeat(65_200 + 9 * n)} ${ADDRESS}`,
      ];
    });
    const text = await exported(transcript(lines), { options: { format } });
    expect(text).toContain('[e-mail address]');
    expect(text).not.toMatch(/.{0,80}(?:ana|lighthouse|keepers|example\.c).{0,20}/);
  });
});

test('Markdown of whatever was said is whole, and nothing in it is live', async () => {
  const allowed =
    'a blockquote br code del details em h1 h2 h3 h4 h5 h6 hr img input li ol p pre strong summary table tbody td th thead tr ul';
  await fc.assert(
    fc.asyncProperty(hostileConversation, async (lines) => {
      const text = await exported(transcript([...lines, user(900, 'The end')]));
      const elements = elementsIn(
        micromark(text, {
          allowDangerousHtml: true,
          allowDangerousProtocol: true,
          extensions: [gfm()],
          htmlExtensions: [gfmHtml()],
        }),
      );
      expect(elements.map(({ name }) => name).filter((name) => !allowed.split(' ').includes(name))).toEqual([]);
      for (const { attributes } of elements) {
        expect(attributes['href'] ?? '').not.toMatch(/^\s*(javascript|vbscript|data|file):/i);
        if (attributes['src'] !== undefined)
          expect(attributes['src']).toMatch(/^Light%20the%20lantern-files\/image-\d+\.\w+$/);
      }
      expect(elements.filter(({ name }) => name === 'h1')).toHaveLength(1);
      const last = elements.filter(({ name }) => name === 'h2').at(-1);
      expect(last).toMatchObject({ depth: 0, text: expect.stringMatching(/^You · /) as string });
      expect(elements.at(-2)).toMatchObject({
        name: 'blockquote',
        depth: 0,
        text: expect.stringContaining('The end') as string,
      });
    }),
    { numRuns: 100 },
  );
});
