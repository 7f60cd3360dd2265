import { createEngine } from '../../../src/engine/engine.ts';
import type { GatherOptions } from '../../../src/engine/inventory/evidence.ts';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import type { Include, Platform, Scan, Session } from '../../../src/shared/model.ts';
import type { FakeConfigDir } from '../../support/config-dir.ts';
import type { FakeDataRoot } from '../../support/data-root.ts';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import type { FakePair } from '../../support/pair.ts';
import { expectToLeadThere } from '../leads-there.ts';

/** A home with one profile that is signed in, and nothing in its sidebar yet. */
export interface Scene {
  home: FakeHome;
  root: FakeDataRoot;
  config: FakeConfigDir;
  pair: FakePair;
}

export function sceneForTest(platform: Platform = 'linux'): Scene {
  const home = homeForTest(platform);
  const root = home.dataRoot();
  const pair = root.pair().create();
  root.signedIn();
  return { home, root, config: home.configDir(), pair };
}

export interface Look extends Pick<Scan, 'skipped' | 'problems'> {
  scan: Scan;
  /** The session with this id; throws where there is none. */
  session: (id: string) => Session;
  ids: string[];
}

/** What the engine sees in a home. */
export async function look({ home }: Pick<Scene, 'home'>, options?: GatherOptions): Promise<Look> {
  const scan = await createEngine(home.world()).scan(options);
  const sessions = new Map(scan.sessions.map((session) => [session.id, session]));
  const session = (id: string): Session => {
    const found = sessions.get(id);
    if (found === undefined) throw new Error(`there is no session ${id}`);
    return found;
  };
  const { skipped, problems } = scan;
  return { scan, session, ids: [...sessions.keys()], skipped, problems };
}

/** What a restore of everything would do, by session: the kind of action. */
export async function planned({ home }: Pick<Scene, 'home'>, include: Include[] = []): Promise<Record<string, string>> {
  const plan = await createEngine(home.world()).planRestore({ ids: null, include, chosen: null });
  expectToLeadThere(plan, home);
  return Object.fromEntries(plan.files.map(({ session, kind }) => [session, kind]));
}

/** The plan for certain conversations. */
export const plannedOnly = ({ home }: Pick<Scene, 'home'>, ...ids: string[]): Promise<Plan> =>
  createEngine(home.world()).planRestore({ ids, include: [], chosen: null });
