import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Platform } from '../../src/shared/model.ts';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import type { FakeDataRoot } from '../support/data-root.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../support/ids.ts';
import type { FakePair } from '../support/pair.ts';

/** A home with one of everything that a command may have to speak of. */
export interface FullHome {
  home: FakeHome;
  root: FakeDataRoot;
  pair: FakePair;
  /** Conversation ids, by what became of them. */
  ids: Record<Fate, string>;
}

type Fate = 'lost' | 'half-saved' | 'damaged' | 'elsewhere' | 'listed' | 'deleted' | 'archived' | 'unavailable' | 'cli';

/** The ghosts that `restore --all` brings back, without more being asked for. */
export const BROUGHT_BACK: readonly Fate[] = ['lost', 'half-saved', 'damaged', 'elsewhere'];

export function fullHome(platform: Platform): FullHome {
  const home = makeHome(platform);
  const root = home.dataRoot();
  const config = home.configDir();
  const pair = root.pair();
  const made = (title: string, more: Record<string, unknown> = {}) => config.transcript({ title, ...more });

  const lost = made('Lost altogether');
  const halfSaved = made('Half saved');
  pair.tmpOf(halfSaved);
  const damaged = made('Cut off');
  pair.damagedRecordOf('truncated', damaged);
  const elsewhere = made('Under the other account');
  root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(elsewhere);
  const listed = made('Still here');
  pair.recordOf(listed);
  const deleted = made('Thrown away');
  pair.deleteInApp(pair.recordOf(deleted));
  const archived = made('Put away');
  pair.recordOf(archived, { isArchived: true });
  const unavailable = made('Cleaned up');
  pair.recordOf(unavailable);
  config.cleanUp(unavailable);
  const cli = config.transcript({ entrypoint: 'cli', prompts: ['From a terminal'] });
  config.empty();
  config.warmUp();

  root.cowork().task();
  root.signedIn();
  home.claudeJson();
  // Something that cannot be read, so that there is a note to make.
  fs.writeFileSync(path.join(root.path, 'bridge-state.json'), '{');
  const ids = {
    lost: lost.id,
    'half-saved': halfSaved.id,
    damaged: damaged.id,
    elsewhere: elsewhere.id,
    listed: listed.id,
    deleted: deleted.id,
    archived: archived.id,
    unavailable: unavailable.id,
    cli: cli.id,
  };
  return { home, root, pair, ids };
}

/** The same, gone when the running test ends. */
export function fullHomeForTest(platform: Platform): FullHome {
  const full = fullHome(platform);
  onTestFinished(() => full.home.remove());
  return full;
}
