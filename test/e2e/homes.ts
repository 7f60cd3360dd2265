import type { PairId, Platform } from '../../src/shared/model.ts';
import { ACCOUNT, ORGANIZATION } from '../support/ids.ts';
import { loadSidebar } from '../support/claude-loader.ts';
import type { Sidebar } from '../support/claude-loader.ts';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import type { FakeConfigDir } from '../support/config-dir.ts';
import type { Transcript } from '../support/transcripts.ts';

/** A person's home with a loss in it, and what Claude would show of it. */
export interface LostHome {
  home: FakeHome;
  config: FakeConfigDir;
  pair: PairId;
  /** The folder of its records. */
  folder: string;
  /** What is missing from the sidebar. */
  lost: Transcript[];
  sidebar: () => Sidebar;
}

const LOST = [
  'Refactor the checkout flow',
  'Cart total is wrong',
  'Rate limits for the API',
  'Write the release notes',
];
const LISTED = ['Set up the linter', 'Dark mode for the settings page', 'Why is the build slow'];

/** Four conversations that the app lost (two by failed saves), three that are listed, and one of a terminal. */
export function lostHome(platform: Platform = 'linux'): LostHome {
  const home = makeHome(platform);
  const config = home.configDir();
  const root = home.dataRoot();
  const pair = root.pair(ACCOUNT, ORGANIZATION);
  const projects = ['shop', 'shop', 'api', 'harbour'].map((name) => home.cwd(name));
  LISTED.forEach((title, n) =>
    pair.recordOf(config.transcript({ title, prompts: [title], cwd: projects[n % projects.length] ?? home.cwd() })),
  );
  const lost = LOST.map((title, n) =>
    config.transcript({ title, prompts: [title, 'Go on.'], cwd: projects[n] ?? home.cwd() }),
  );
  for (const { id, lastActivityAt } of lost.slice(0, 2)) {
    root.saveFailed(pair, `local_${id}`, 'ENOSPC', lastActivityAt, 3);
  }
  config.transcript({ entrypoint: 'cli', prompts: ['From a terminal'] });
  home.claudeJson();
  root.signedIn();
  const target = { accountId: ACCOUNT, organizationId: ORGANIZATION, dataRoot: root.path };
  const sidebar = (): Sidebar => loadSidebar(root.path, ACCOUNT, ORGANIZATION, [config.path], platform, home.now);
  return { home, config, pair: target, folder: pair.path, lost, sidebar };
}

/** Nothing is missing. */
export function calmHome(): FakeHome {
  const home = makeHome('linux');
  const root = home.dataRoot();
  const config = home.configDir();
  for (const title of [...LISTED, ...LOST]) {
    root.pair().recordOf(config.transcript({ title, prompts: [title], cwd: home.cwd('shop') }));
  }
  home.claudeJson();
  root.signedIn();
  return home;
}

/** A home without Claude. */
export function emptyHome(): FakeHome {
  return makeHome('linux');
}

const WORDS = {
  doing: ['Refactor', 'Fix', 'Explain', 'Speed up', 'Test', 'Document', 'Simplify', 'Port', 'Review', 'Replace'],
  what: [
    'the checkout',
    'the parser',
    'login',
    'the build',
    'image upload',
    'the cache',
    'search',
    'the importer',
    'retries',
    'the menu',
  ],
  where: [
    'in the shop',
    'for mobile',
    'on Windows',
    'for the API',
    'before the release',
    'after the update',
    'with types',
    'in CI',
    'again',
    'step by step',
  ],
};

/** Years of work: that many conversations over twelve projects; `listed` of three are in the sidebar. */
export function manyHome(count: number, { listed = 2 }: { listed?: number } = {}): FakeHome {
  const home = makeHome('linux');
  const root = home.dataRoot();
  const config = home.configDir();
  const pair = root.pair(ACCOUNT, ORGANIZATION);
  const projects = [
    'shop',
    'api',
    'harbour',
    'docs',
    'infra',
    'mobile',
    'search',
    'billing',
    'site',
    'tools',
    'ml',
    'notes',
  ];
  const pick = (words: readonly string[], n: number): string => words[n % words.length] ?? '';
  // Nobody's years of work would be there any more, had the cleanup been left as it is.
  config.settings({ cleanupPeriodDays: 3650 });
  for (let n = 0; n < count; n += 1) {
    const title = `${pick(WORDS.doing, n)} ${pick(WORDS.what, Math.floor(n / 10))} ${pick(WORDS.where, Math.floor(n / 100))}`;
    const at = home.ago({ hours: n * 9 + 1 });
    const made = config.transcript({
      title,
      prompts: [title, 'Go on.'],
      cwd: home.cwd(pick(projects, n * 7)),
      startedAt: at,
    });
    if ((n + 2) % 3 < listed) pair.recordOf(made);
    else if (n % 6 === 0) root.saveFailed(pair, `local_${made.id}`, 'ENOSPC', made.lastActivityAt, 2);
  }
  home.claudeJson();
  root.signedIn();
  return home;
}
