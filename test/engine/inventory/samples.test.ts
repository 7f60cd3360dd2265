import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Include, Session } from '../../../src/shared/model.ts';
import type { FakeConfigDir } from '../../support/config-dir.ts';
import type { FakeDataRoot } from '../../support/data-root.ts';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { PLATFORMS } from '../../support/home.ts';
import { sampleNames, type Sample } from '../../support/samples.ts';
import type { Transcript } from '../../support/transcripts.ts';

/** What a person would say of each genuine conversation: its title (the first prompt) and how often they asked. */
const SAID: Record<Sample, [title: string, turns: number]> = {
  write: ['Please do this one for the keeper: [[write]]', 1],
  edit: ['Please do this one for the keeper: [[edit]]', 1],
  bash: ['Please do this one for the keeper: [[bash]]', 1],
  failing: ['Please do this one for the keeper: [[fail]]', 1],
  parallel: ['Please do this one for the keeper: [[parallel]]', 1],
  'long-output': ['Please do this one for the keeper: [[long]]', 1],
  agent: ['Please do this one for the keeper: [[agent]]', 1],
  plain: ['Please do this one for the keeper: [[todo]]', 1],
  cjk: ['Please do this one for the keeper: [[think]]', 1],
  web: ['Please do this one for the keeper: [[web]]', 1],
  compacted: ['Start of a long watch [[bash]]', 4],
  forked: ['Start of a long watch [[bash]]', 4],
  cli: ['From a terminal [[bash]]', 1],
  image: ['What is in this picture? [[think]]', 1],
  interrupted: ['Interrupt me [[hang]]', 1],
};

interface Scene {
  home: FakeHome;
  root: FakeDataRoot;
  config: FakeConfigDir;
  made: Record<Sample, Transcript>;
}

/** A home with all genuine transcripts, signed in, and no record of any. */
function sceneForTest(platform: (typeof PLATFORMS)[number] = 'linux'): Scene {
  const home = homeForTest(platform);
  const root = home.dataRoot();
  root.pair().create();
  root.signedIn();
  const made = Object.fromEntries(sampleNames.map((name) => [name, home.sample(name)])) as Record<Sample, Transcript>;
  return { home, root, config: home.configDir(), made };
}

async function sessionsOf({ home }: Scene): Promise<Map<string, Session>> {
  const { sessions, skipped, problems } = await createEngine(home.world()).scan();
  expect({ skipped, problems }).toEqual({ skipped: {}, problems: [] });
  return new Map(sessions.map((session) => [session.id, session]));
}

async function plannedIds({ home }: Scene, include: Include[] = []): Promise<string[]> {
  const plan = await createEngine(home.world()).planRestore({ ids: null, include, chosen: null });
  expect(plan.refused).toEqual([]);
  return plan.files.map(({ session }) => session).sort();
}

describe('genuine conversations of which Claude lost the entries', () => {
  test.each(PLATFORMS)('are all found on %s, with their titles, turns and causes', async (platform) => {
    const scene = sceneForTest(platform);
    const found = await sessionsOf(scene);
    expect(found.size).toBe(15);
    for (const name of sampleNames) {
      const { id, lines, lastActivityAt } = scene.made[name];
      // A fork begins when it was made, though its history is older.
      const createdAt = Date.parse(String(lines.find((line) => 'timestamp' in line)?.['timestamp']));
      const [title, turns] = SAID[name];
      expect(found.get(id), name).toMatchObject({
        status: 'ghost',
        cause: name === 'cli' ? 'never-listed' : 'record-lost',
        restorable: true,
        title,
        titleSource: 'auto',
        cwd: '/home/keeper/code/harbour',
        originCwd: '/home/keeper/code/harbour',
        createdAt,
        lastActivityAt,
        entrypoint: name === 'cli' ? 'sdk-cli' : 'claude-desktop',
        turns,
        inUse: false,
        records: [],
      });
    }
  });

  test('are all restored without asking, but for the one from a terminal', async () => {
    const scene = sceneForTest();
    const own = sampleNames.filter((name) => name !== 'cli').map((name) => scene.made[name].id);
    expect(await plannedIds(scene)).toEqual(own.sort());
  });

  test.each<Include>(['cli', 'automated'])(
    'are restored with the one from a terminal where %s is ticked',
    async (tick) => {
      const scene = sceneForTest();
      expect(await plannedIds(scene, [tick])).toHaveLength(15);
    },
  );

  test('are restored without the one from a terminal where other things are ticked', async () => {
    const scene = sceneForTest();
    expect(await plannedIds(scene, ['ide', 'deleted', 'archived'])).not.toContain(scene.made.cli.id);
  });

  test('are conversations of their own where they are forks that went on', async () => {
    const scene = sceneForTest();
    scene.root.pair().recordOf(scene.made.compacted);
    const found = await sessionsOf(scene);
    expect(found.get(scene.made.compacted.id)?.status).toBe('listed');
    expect(found.get(scene.made.forked.id)).toMatchObject({ status: 'ghost', cause: 'record-lost' });
  });

  test('are nothing to restore once each has its entry', async () => {
    const scene = sceneForTest();
    for (const name of sampleNames) scene.root.pair().recordOf(scene.made[name]);
    const found = await sessionsOf(scene);
    expect(new Set([...found.values()].map(({ status }) => status))).toEqual(new Set(['listed']));
    expect(await plannedIds(scene, ['cli', 'ide', 'automated', 'deleted', 'archived'])).toEqual([]);
  });

  test('take their title, dates and model from their entry where it has better ones', async () => {
    const scene = sceneForTest();
    scene.root.pair().recordOf(scene.made.write, { title: 'A name by hand', titleSource: 'user' });
    const session = (await sessionsOf(scene)).get(scene.made.write.id);
    expect(session).toMatchObject({ title: 'A name by hand', titleSource: 'user', status: 'listed' });
  });
});

describe('copies of genuine conversations', () => {
  const skippedOf = async ({ home }: Scene) => (await createEngine(home.world()).scan()).skipped;

  test('are none of the person’s where they hold nothing of their own', async () => {
    const scene = sceneForTest();
    const copy = scene.config.copyOf(scene.made.compacted, { folder: '-home-keeper-code-harbour' });
    expect(await skippedOf(scene)).toEqual({ copy: 1 });
    expect(await plannedIds(scene)).not.toContain(copy.id);
  });

  test('are conversations of their own as soon as something was said in them', async () => {
    const scene = sceneForTest();
    const fork = scene.config.fork(scene.made.compacted, { folder: '-home-keeper-code-harbour' });
    expect(await plannedIds(scene)).toContain(fork.id);
  });
});
