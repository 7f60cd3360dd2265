import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createService } from '../../src/engine/service/service.ts';
import { rowsOf } from '../../src/renderer/store/rows.ts';
import type { Answers, AppState, Events, SessionSummary } from '../../src/shared/contract.ts';
import type { Diagnosis, Platform } from '../../src/shared/model.ts';
import { makeHome, type FakeHome } from '../support/home.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../support/ids.ts';
import { Scene } from '../support/lossmodes/scene.ts';
import { lossCases } from '../support/lossmodes.ts';

/** The engine's state, its sessions as objects. */
export interface FaceState extends Omit<AppState, 'sessions'> {
  sessions: SessionSummary[];
}

/**
 * Makes test/component/fixtures: what the engine answers about made-up homes, as JSON for tests that run in a browser.
 * Run it again with `node test/component/make-fixtures.ts` when the contract or the engine's sentences change.
 */
export interface Fixture {
  /** When the home was looked at: whoever uses it moves all times on to now. */
  now: number;
  state: FaceState;
  diagnosis: Diagnosis;
  evidence: Record<string, Answers['session.evidence']>;
  plan: Answers['restore.plan'];
}

const FOLDER = join(import.meta.dirname, 'fixtures');

const TITLES = [
  ['Refactor the checkout flow into smaller steps', 'shop'],
  ['Cart total is wrong after removing a voucher', 'shop'],
  ['Move the price rules out of the controllers', 'shop'],
  ['Write a migration for the orders table', 'shop/backend'],
  ['Why does the login test fail only on CI?', 'api'],
  ['Rate limiting for the public endpoints', 'api'],
  [
    'Explain the retry logic in the queue worker, and whether the backoff can overflow when a job is retried often',
    'api',
  ],
  ['Größenangaben im Katalog vereinheitlichen', 'catalogue'],
  ['Draft the release notes for 2.4', 'handbook'],
  ['Translate the settings page into Japanese 設定画面', 'handbook'],
  ['Find the memory leak in the image resizer', 'images'],
  ['Use WebP where the browser knows it', 'images'],
  ['Set up the linter for the monorepo', 'tooling'],
  ['Dark mode for the dashboard', 'dashboard'],
  ['Chart of weekly sign-ups', 'dashboard'],
  ['Review my pull request about caching', 'api'],
  ['Add a health check endpoint', 'api'],
  ['Rename Customer to Account everywhere', 'shop'],
  ['Make the onboarding shorter', 'dashboard'],
  ['Write tests for the CSV import', 'importer'],
  ['The importer stops at 10,000 rows', 'importer'],
  ['Design a schema for recurring invoices', 'billing'],
  ['Round taxes per line or per invoice?', 'billing'],
  ['Upgrade to React 19', 'dashboard'],
] as const;

const PROMPTS = [
  'Could you look at how this works today, and tell me what you would change first?',
  'Good. Please do the first step, and keep the old behaviour behind the flag for now.',
  'Now write a test that fails without your change.',
];

/** A person's Windows machine on which the Store build could not save, and much else happened over the months. */
function usual(): FakeHome {
  const scene = new Scene('win32', 'windows-store');
  const { home, config, pair, root } = scene;
  const make = (index: number, hours: number, entrypoint = 'claude-desktop') => {
    const [title, project] = TITLES[index % TITLES.length] ?? ['', ''];
    return config.transcript({
      title,
      entrypoint,
      cwd: home.cwd(project),
      prompts: PROMPTS.slice(0, 1 + (index % 3)),
      startedAt: home.ago({ hours }),
      bulk: 20_000 + 37_000 * (index % 7),
      model: ['claude-opus-4-7[1m]', 'claude-sonnet-4-5-20250929', 'claude-haiku-4-5'][index % 3] ?? '',
    });
  };
  home.claudeJson();
  for (const index of [0, 1, 2, 3, 4, 5, 6]) {
    const lost = make(index, 3 + 9 * index);
    if (index % 2 === 0) pair.tmpOf(lost);
    root.saveFailed(pair, `local_${lost.id}`, 'EXDEV', lost.lastActivityAt, 3 + index);
  }
  pair.damagedRecordOf('zero-filled', make(7, 96));
  pair.recordOf(make(8, 120), { cliSessionId: undefined });
  root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(make(9, 190), { emailAddress: 'studio@example.test' });
  root.pair(undefined, SECOND_ORGANIZATION).recordOf(make(10, 400));
  home.sample('parallel');
  for (let index = 0; index < 21; index += 1) pair.recordOf(make(12 + index, 5 + 31 * index));
  for (const index of [34, 35, 36]) pair.recordOf(make(index, 1000 + index), { isArchived: true });
  for (const index of [37, 38]) pair.deleteInApp(pair.recordOf(make(index, 700 + index)));
  for (let index = 40; index < 52; index += 1)
    make(index, 26 * (index - 38), index % 4 === 0 ? 'claude-vscode' : 'cli');
  for (const title of ['Speed up the nightly build', 'Notes on the new sync protocol']) {
    pair.record({ title, cliSessionId: home.newId(), cwd: home.cwd('archive') });
  }
  root.signedIn();
  return home;
}

/** Nothing is wrong. */
function fine(): FakeHome {
  const scene = new Scene('darwin');
  for (const [index, [title, project]] of TITLES.slice(0, 14).entries()) {
    scene.listed({ title, cwd: scene.home.cwd(project), startedAt: scene.home.ago({ hours: 4 + 20 * index }) });
  }
  scene.root.signedIn();
  scene.home.claudeJson();
  return scene.home;
}

/** Claude Code in a terminal, and no app. */
function terminalOnly(): FakeHome {
  const home = makeHome('linux');
  for (const [index, [title, project]] of TITLES.slice(0, 6).entries()) {
    home.configDir().transcript({
      title,
      entrypoint: 'cli',
      cwd: home.cwd(project),
      startedAt: home.ago({ hours: 9 * (index + 1) }),
    });
  }
  return home;
}

/** Two accounts, and nothing that says which one is in use. */
function doubtfulAccount(): FakeHome {
  const scene = new Scene('darwin');
  scene.listed();
  const other = scene.config.transcript({ title: 'Plan the autumn campaign', cwd: scene.home.cwd('campaign') });
  scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(other, { emailAddress: 'studio@example.test' });
  scene.config.transcript({ title: 'Budget for next year', cwd: scene.home.cwd('campaign') });
  return scene.home;
}

const lossCase = (row: number, platform: Platform): FakeHome => {
  const found = lossCases.find((one) => one.row === row);
  if (found === undefined) throw new Error(`No loss mode has the row ${row}.`);
  return found.build(platform).home;
};

const HOMES: Record<string, () => FakeHome> = {
  usual,
  fine,
  'nothing-here': () => makeHome('linux'),
  'no-profile': terminalOnly,
  'doubt-account': doubtfulAccount,
  'display-fault': () => lossCase(18, 'darwin'),
};

async function look(home: FakeHome): Promise<Fixture> {
  const can = { reveal: true, quitClaude: true, addFolder: true, tray: true };
  const ready = Promise.withResolvers<undefined>();
  const service = createService(
    {
      home: home.path,
      platform: home.platform,
      dataRoots: [],
      configDirs: [],
      stateDir: home.stateDir,
      samplePath: home.path,
      version: '0.1.0',
      can,
    },
    (event, payload) => {
      // What comes with an event is not narrowed by its name.
      const phase = event === 'state.changed' ? (payload as Events['state.changed']).rest?.phase : undefined;
      if (phase === 'ready') ready.resolve(undefined);
    },
  );
  const { handlers } = service;
  try {
    await ready.promise;
    const { sessions, ...rest } = await handlers['state.get']({});
    // A made-up home is another than this user's; the window is to look as if it were theirs.
    const state: FaceState = { ...rest, foreign: false, sessions: rowsOf(sessions) };
    const evidence: Fixture['evidence'] = {};
    for (const { id } of state.sessions) {
      evidence[id] = await handlers['session.evidence']({ id });
    }
    const plan = await handlers['restore.plan']({ ids: null, include: [], pair: null });
    return { now: home.now, state, diagnosis: await handlers.doctor({}), evidence, plan };
  } finally {
    await service.dispose();
    home.remove();
  }
}

/** Paths as the platform of the home writes them, and not the temp folder in which it was made. */
function native(home: FakeHome, fixture: Fixture): string {
  const tidy = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'string' || !value.includes(home.box)) return value;
    return value.startsWith(home.box) && !value.includes('\n') && !value.includes(': ')
      ? home.native(value)
      : value.replaceAll(home.box, '');
  };
  return `${JSON.stringify(fixture, tidy, 1)}\n`;
}

const bySession = (a: SessionSummary, b: SessionSummary): number => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0);

mkdirSync(FOLDER, { recursive: true });
for (const [name, make] of Object.entries(HOMES)) {
  const home = make();
  const fixture = await look(home);
  fixture.state.sessions.sort(bySession);
  writeFileSync(join(FOLDER, `${name}.json`), native(home, fixture));
}
