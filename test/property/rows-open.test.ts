import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { Include, Platform } from '../../src/shared/model.ts';
import { loadSidebar } from '../support/claude-loader.ts';
import { openTranscript } from '../support/claude-loader-transcript.ts';
import type { FakeConfigDir } from '../support/config-dir.ts';
import type { FakeDataRoot } from '../support/data-root.ts';
import { makeHome, PLATFORMS, type FakeHome } from '../support/home.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../support/ids.ts';
import { slugOf } from '../support/slug.ts';
import type { Transcript } from '../support/transcripts.ts';

/** Paths that people have: of both families of platforms, some with one slug, some that differ by case alone. */
const PATHS = [
  '/home/ana/code/harbour',
  '/home/ana/code/my_pier',
  '/home/ana/code/my-pier',
  '/Users/ana/Café/pêche',
  '/Users/ana/Cafe\u0301/pe\u0302che',
  '/srv/灯台/⚓ port/',
  `/srv/${'long-folder/'.repeat(25)}end`,
  `/srv/${'long-folder/'.repeat(25)}END`,
  `/srv/${'long-folder/'.repeat(16)}x`,
  'D:\\CLAUDE_AI',
  'd:\\claude_ai',
  'F:\\CLAUDE\\',
  'C:\\Users\\Ana\\src\\.claude\\worktrees\\brave-lamp',
  'C:\\Users\\Ana\\src',
  '/home/ana/code/harbour/.claude/worktrees/calm-sea',
  '\\\\server\\share\\Häfen',
] as const;

const where = fc.constantFrom(...PATHS);

/** What became of the files of one conversation … */
const FATES = ['stays', 'renamed', 'copied', 'copied and gone on', 'split', 'silent'] as const;
/** … where it went meanwhile … */
const COURSES = ['plain', 'cd', 'cd home', 'relocated', 'fork', 'resume', 'empty'] as const;
/** … and what is left of its entry. */
const ENTRIES = [
  'none',
  'row',
  'other account',
  'unlinked',
  'left-over',
  'damaged',
  'row elsewhere',
  'deleted',
] as const;

const story = fc.record({
  begins: where,
  goesTo: where,
  movedTo: where,
  rowNames: where,
  fate: fc.constantFrom(...FATES),
  course: fc.constantFrom(...COURSES),
  entry: fc.constantFrom(...ENTRIES),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

interface Stage {
  home: FakeHome;
  root: FakeDataRoot;
  config: FakeConfigDir;
}

function begin({ config }: Stage, { begins, goesTo, course }: Story): Transcript {
  const extra = (type: string, more: Record<string, unknown>) => ({ type, uuid: crypto.randomUUID(), ...more });
  const spec = { cwd: begins };
  switch (course) {
    case 'cd':
      return config.transcript({ ...spec, extra: [extra('system', { cwd: goesTo, content: 'cd' })] });
    case 'cd home':
      return config.transcript({
        ...spec,
        cwd: goesTo,
        folder: slugOf(begins),
        extra: [extra('system', { cwd: begins })],
      });
    case 'relocated':
      return config.transcript({ ...spec, extra: [{ type: 'relocated', relocatedCwd: goesTo }] });
    case 'fork':
      return config.fork(config.transcript(spec), { cwd: begins });
    case 'resume':
      return config.legacyResume(config.transcript(spec), { cwd: begins });
    case 'empty':
      return config.flatOnly(spec);
    case 'plain':
      return config.transcript(spec);
  }
}

/** Where a copy of the file in the folder of `cwd` is; it may be the file itself. */
const inFolderOf = ({ config }: Stage, cwd: string, file: string): string =>
  path.join(config.projects, slugOf(cwd), path.basename(file));

function befall(stage: Stage, { movedTo, fate }: Story, { id, path: file }: Transcript): void {
  const to = inFolderOf(stage, movedTo, file);
  if (fate === 'silent') {
    const lines = fs
      .readFileSync(file, 'utf8')
      .replaceAll(/"cwd":"(?:[^"\\]|\\.)*",?/g, '')
      .replaceAll(',}', '}');
    fs.writeFileSync(file, lines);
  }
  if (fate === 'stays' || to === file || fs.existsSync(to)) return;
  fs.mkdirSync(path.dirname(to), { recursive: true });
  if (fate === 'renamed' || fate === 'silent') fs.renameSync(file, to);
  if (fate === 'copied' || fate === 'copied and gone on') fs.copyFileSync(file, to);
  if (fate === 'copied and gone on')
    fs.appendFileSync(to, `${JSON.stringify({ type: 'system', content: 'more', uuid: id })}\n`);
  if (fate === 'split')
    fs.writeFileSync(to, `${JSON.stringify({ type: 'bridge-session', sessionId: id })}\n`.repeat(300));
}

function leaveEntry({ root }: Stage, { entry, rowNames }: Story, transcript: Transcript): void {
  const pair = root.pair();
  switch (entry) {
    case 'row':
      return void pair.recordOf(transcript);
    case 'row elsewhere':
      return void pair.recordOf(transcript, { cwd: rowNames, originCwd: rowNames });
    case 'other account':
      return void root
        .pair(OTHER_ACCOUNT, OTHER_ORGANIZATION)
        .recordOf(transcript, { cwd: rowNames, originCwd: rowNames });
    case 'unlinked':
      return void pair.recordOf(transcript, { transcriptUnavailable: true });
    case 'left-over':
      return void pair.tmpOf(transcript, { cwd: rowNames });
    case 'damaged':
      return void pair.damagedRecordOf('truncated', transcript, { sessionId: `local_${transcript.id}` });
    case 'deleted':
      return void pair.tombstone(transcript.id);
    case 'none':
  }
}

function stageOf(platform: Platform): Stage {
  const home = makeHome(platform);
  const root = home.dataRoot();
  root.pair().create();
  root.signedIn();
  return { home, root, config: home.configDir() };
}

const EVERYTHING: Include[] = ['cli', 'ide', 'automated', 'deleted', 'archived', 'earlier'];

async function expectRowsToOpen(platform: Platform, stories: readonly Story[]): Promise<void> {
  const stage = stageOf(platform);
  const { home, root, config } = stage;
  try {
    for (const one of stories) {
      const transcript = begin(stage, one);
      leaveEntry(stage, one, transcript);
      befall(stage, one, transcript);
    }
    const engine = createEngine(home.world());
    const { sessions } = await engine.scan();
    const plan = await engine.planRestore({ ids: null, include: EVERYTHING, chosen: null });
    for (const { record, session } of plan.files) {
      expect(openTranscript(record, [config.path], platform), `the row of ${session}`).toBe('conversation');
    }
    const planned = new Set(plan.files.map(({ session }) => session));
    const refused = new Map(plan.refused.map(({ session, why }) => [session, why]));
    for (const { id, status, restorable, explanation, advice } of sessions) {
      if (status === 'listed' || status === 'unavailable') continue;
      if (restorable) expect(planned, `${id} is offered, and restored`).toContain(id);
      else {
        expect(planned, `${id} is not offered`).not.toContain(id);
        expect(refused.get(id), `${id} is refused with a reason`).toMatch(/\w.{20}/);
        expect([explanation, advice].join(' '), 'and the list says it').toMatch(/\w.{20}/);
      }
    }
    await engine.restore(plan);
    const sidebar = loadSidebar(root.path, ACCOUNT, ORGANIZATION, [config.path], platform, home.now);
    const written = new Set(plan.files.map(({ path: file }) => file));
    const rows = [...sidebar.rows, ...sidebar.archived].filter(({ file }) => written.has(file));
    expect(rows.map(({ opens }) => opens)).toEqual(plan.files.map(() => 'conversation'));
  } finally {
    home.remove();
  }
}

test.each(PLATFORMS)(
  'every row of every plan opens its conversation, or is refused with a reason, on %s',
  async (platform) => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 6 }), (stories) =>
        expectRowsToOpen(platform, stories),
      ),
      { numRuns: 60 },
    );
  },
  120_000,
);
