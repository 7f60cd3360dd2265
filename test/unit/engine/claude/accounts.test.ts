import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLogins } from '../../../../src/engine/claude/accounts.ts';
import type { Decision } from '../../../../src/engine/claude/active-pair.ts';
import { openCaches } from '../../../../src/engine/claude/caches.ts';
import { readDataRoot, type RootFacts } from '../../../../src/engine/claude/data-root.ts';
import { findDataRoots } from '../../../../src/engine/claude/locations.ts';
import type { FakeDataRoot } from '../../../support/data-root.ts';
import { homeForTest } from '../../../support/for-test.ts';
import type { FakeHome } from '../../../support/home.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../../support/ids.ts';
import { writeJson } from '../../../support/json-file.ts';
import type { RootPlace } from '../../../support/places.ts';

const ANA = { accountId: ACCOUNT, organizationId: ORGANIZATION };
const ANA_AT_WORK = { accountId: ACCOUNT, organizationId: SECOND_ORGANIZATION };
const BEN = { accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION };

interface Scene {
  home: FakeHome;
  root: FakeDataRoot;
}

function sceneForTest(place?: RootPlace): Scene {
  const home = homeForTest('linux');
  return { home, root: home.dataRoot(place) };
}

function read({ home }: Scene): RootFacts {
  const logins = readLogins(home.world(), [home.configDir().path], []);
  const [place] = findDataRoots(home.world(), []);
  if (place === undefined) throw new Error('no data root');
  return readDataRoot(place, home.world(), logins, openCaches(home.stateDir), []);
}

const decide = (scene: Scene): Decision => read(scene).decision;

/** A folder of the pair with a conversation of `at` in it. */
function used({ home, root }: Scene, who: typeof ANA, at = home.ago({ days: 1 })): void {
  root.pair(who.accountId, who.organizationId).record({ createdAt: at - 60_000, lastActivityAt: at });
}

const OPEN_CHANGE = '[LocalSessionManager] Org changed, reinitializing sessions';

type Setting = (scene: Scene) => void;

describe('the account and organization that Claude uses', () => {
  test.each<[string, Setting]>([
    ['the log and the settings', ({ root }) => void root.started(ANA, 3).configJson({ lastKnownAccountUuid: ACCOUNT })],
    ['the log and a folder', (scene) => (scene.root.started(ANA, 3), used(scene, ANA))],
    [
      'the settings, the usage history and a folder among others, without a log',
      (scene) => {
        for (const who of [ANA, ANA_AT_WORK, BEN]) used(scene, who);
        scene.root.configJson({ lastKnownAccountUuid: ACCOUNT });
        scene.root.planUsage([ORGANIZATION]);
      },
    ],
    [
      'the settings and the only folder of that account, without a log',
      (scene) => {
        for (const who of [ANA, BEN]) used(scene, who);
        scene.root.configJson({ lastKnownAccountUuid: ACCOUNT });
      },
    ],
    [
      'the folder of Cowork and the log, where no Code session was ever started',
      ({ root }) => (root.oldStore(ACCOUNT, ORGANIZATION).create(), root.started(ANA, 0)),
    ],
    ['all of them', ({ root }) => root.signedIn()],
    ['all of them, with Claude Code signed in to it as well', ({ home, root }) => (root.signedIn(), home.claudeJson())],
    [
      'all of them, though Claude Code is signed in to another account',
      ({ home, root }) => (
        root.signedIn(),
        home.claudeJson({ accountUuid: OTHER_ACCOUNT, organizationUuid: OTHER_ORGANIZATION })
      ),
    ],
    [
      'all of them, though Claude Code is signed in to another organization of the account',
      ({ home, root }) => (root.signedIn(), home.claudeJson({ organizationUuid: SECOND_ORGANIZATION })),
    ],
    [
      'all of them, though the bridge, the device registry and Cowork have met other accounts',
      ({ root }) => {
        root.signedIn();
        root.bridgeState([BEN, ANA, ANA_AT_WORK]);
        root.deviceRegistry([OTHER_ACCOUNT, ACCOUNT]);
        root.coworkOps(OTHER_ACCOUNT);
      },
    ],
    [
      'the log, after a change of account: it is newer than the old account’s conversations',
      (scene) => {
        used(scene, BEN);
        scene.root.started(BEN, 1, scene.home.ago({ days: 2 }));
        scene.root.signedIn(ANA, scene.home.ago({ hours: 1 }));
      },
    ],
    [
      'the log, after a change of organization within the hour, of which the usage history does not know yet',
      ({ home, root }) => {
        root.signedIn(ANA_AT_WORK, home.ago({ hours: 3 }));
        root.started(ANA, 0, home.ago({ hours: 1 }));
      },
    ],
    [
      'the log as it was before the person signed out',
      ({ home, root }) => (root.signedIn(), root.signedOut(home.ago({ minutes: 5 }))),
    ],
    [
      'a log that was rotated since',
      ({ home, root }) => {
        root.signedIn();
        fs.renameSync(root.mainLog, path.join(path.dirname(root.mainLog), 'main1.log'));
        root.signedOut(home.ago({ minutes: 5 }));
      },
    ],
    [
      'files that write the same ids in capitals',
      ({ root }) => {
        const loud = { accountId: ACCOUNT.toUpperCase(), organizationId: ORGANIZATION.toUpperCase() };
        root.pair().record();
        root.started(loud, 1).configJson({ lastKnownAccountUuid: ACCOUNT });
      },
    ],
  ])('are those that two sources agree on: %s', (_, setting) => {
    const scene = sceneForTest();
    setting(scene);
    expect(decide(scene)).toEqual({ active: ANA, doubts: [] });
  });

  test.each<[string, Setting, RegExp]>([
    ['nothing was ever signed in', () => undefined, /No file here says/],
    [
      'the settings name an account and nothing an organization',
      ({ root }) => void root.configJson({ lastKnownAccountUuid: ACCOUNT }),
      /No file here says/,
    ],
    ['only the log says so', ({ root }) => root.started(ANA, 3), /Only one file says .* log names it/],
    ['there is a folder, and nothing else', (scene) => used(scene, ANA), /Only one file says/],
    [
      'only Claude Code, signed in for itself, names an organization of the account',
      ({ home, root }) => (root.configJson({ lastKnownAccountUuid: ACCOUNT }), home.claudeJson()),
      /No file here says/,
    ],
    [
      'the log names one account and the settings another',
      ({ root }) => (root.signedIn(), root.configJson({ lastKnownAccountUuid: OTHER_ACCOUNT })),
      /contradict each other .* log .* settings/,
    ],
    [
      'the log names one organization and the usage history, since then, another',
      ({ home, root }) => (
        root.signedIn(),
        root.planUsage([ORGANIZATION, SECOND_ORGANIZATION], home.ago({ minutes: 5 }))
      ),
      /contradict each other/,
    ],
    [
      'everything names one pair, and the log says last that the organization changes, not to which',
      ({ home, root }) => void root.signedIn().log(home.ago({ minutes: 5 }), OPEN_CHANGE),
      /log says last that it changes to another organization, and not to which/,
    ],
    [
      'such a line has no date',
      (scene) => {
        const { root } = scene;
        used(scene, ANA);
        root.configJson({ lastKnownAccountUuid: ACCOUNT });
        root.planUsage([ORGANIZATION]);
        fs.mkdirSync(path.dirname(root.mainLog), { recursive: true });
        fs.writeFileSync(root.mainLog, `${OPEN_CHANGE}\n`);
      },
      /and not to which/,
    ],
    [
      'the account has two organizations and there is no log',
      (scene) => {
        for (const who of [ANA, ANA_AT_WORK]) used(scene, who);
        scene.root.configJson({ lastKnownAccountUuid: ACCOUNT });
        scene.root.bridgeState([ANA, ANA_AT_WORK]);
      },
      /2 accounts or organizations/,
    ],
    [
      'two accounts were used and nothing says which one now',
      (scene) => {
        for (const who of [ANA, BEN]) used(scene, who);
        scene.root.bridgeState([ANA, BEN]);
      },
      /2 accounts or organizations/,
    ],
    [
      'the device knows two accounts, of which only one has a folder',
      (scene) => (used(scene, ANA), scene.root.deviceRegistry([ACCOUNT, OTHER_ACCOUNT])),
      /Other accounts or organizations are known/,
    ],
    [
      'the log ends weeks before the newest conversation of another organization',
      (scene) => {
        scene.root.signedIn(ANA, scene.home.ago({ days: 30 }));
        fs.rmSync(path.join(scene.root.path, 'plan-usage-history.json'));
        used(scene, ANA, scene.home.ago({ days: 30 }));
        used(scene, ANA_AT_WORK, scene.home.ago({ days: 1 }));
      },
      /2 accounts or organizations/,
    ],
  ])('are nobody’s guess where %s: the person chooses and sees why', (_, setting, why) => {
    const scene = sceneForTest();
    setting(scene);
    const { active, doubts } = decide(scene);
    expect(active).toBeNull();
    expect(doubts.join(' ')).toMatch(why);
    expect(new Set(doubts).size, 'nothing is said twice').toBe(doubts.length);
  });

  test.each([
    {
      what: 'to one that it names',
      line: `Org changed from ${ORGANIZATION} to ${SECOND_ORGANIZATION},`,
      to: ANA_AT_WORK,
    },
    { what: 'without saying to which', line: 'Org changed,', to: null },
  ])('are no longer those of the last start where the organization was changed since, $what', ({ line, to }) => {
    const scene = sceneForTest();
    for (const who of [ANA, ANA_AT_WORK]) used(scene, who);
    scene.root.started(ANA, 3).configJson({ lastKnownAccountUuid: ACCOUNT });
    expect(decide(scene).active).toEqual(ANA);
    scene.root.log(scene.home.ago({ minutes: 1 }), `[LocalSessionManager] ${line} reinitializing sessions`);
    expect(decide(scene).active).toEqual(to);
    scene.root.log(
      scene.home.now,
      `[LocalSessionManager] Initialization succeeded — accountId=${ACCOUNT}, orgId=${ORGANIZATION}, existingSessions=3`,
    );
    expect(decide(scene).active, 'until the next start').toEqual(ANA);
  });

  test('are known again after a change to nobody knows whom once Claude noted under whom it is used', () => {
    const scene = sceneForTest();
    const { home, root } = scene;
    root.signedIn().log(home.ago({ minutes: 20 }), OPEN_CHANGE);
    for (const who of [ANA, ANA_AT_WORK]) used(scene, who);
    root.planUsage([ORGANIZATION], home.ago({ minutes: 21 }));
    expect(decide(scene).active, 'what was noted before it says nothing').toBeNull();
    root.planUsage([ORGANIZATION, SECOND_ORGANIZATION], home.ago({ minutes: 15 }));
    expect(decide(scene)).toEqual({ active: ANA_AT_WORK, doubts: [] });
    expect(read(scene).accounts.map(({ sentence }) => sentence)).toContain(
      'Claude’s log says last that it changes to another organization, and not to which.',
    );
  });

  test('are not those of a clone that writes into the same log, as on macOS', () => {
    const home = homeForTest('darwin');
    const root = home.dataRoot();
    root.signedIn(ANA, home.ago({ hours: 3 }));
    const folder = `${home.path}/.claude-instances/clone-1/claude-code-sessions/${ACCOUNT}/${SECOND_ORGANIZATION}`;
    root.initialized(ANA_AT_WORK, 2, home.ago({ hours: 1 }));
    root.log(home.ago({ hours: 1 }), `Loaded 2 persisted sessions from ${folder}`);
    expect(decide({ home, root })).toEqual({ active: ANA, doubts: [] });
  });

  test('are not decided by a round of usage samples that names several organizations', () => {
    const scene = sceneForTest();
    scene.root.signedIn();
    const t = scene.home.ago({ minutes: 5 });
    const samples = [ORGANIZATION, SECOND_ORGANIZATION].map((org, n) => ({ t: t + n, org }));
    writeJson(path.join(scene.root.path, 'plan-usage-history.json'), { version: 2, samples });
    expect(decide(scene).active).toEqual(ANA);
  });

  test('are the whole ids of the Code tab where a gateway installation cuts them short elsewhere', () => {
    const scene = sceneForTest();
    const short = { accountId: ACCOUNT.slice(0, 8), organizationId: ORGANIZATION.slice(0, 8) };
    used(scene, ANA);
    scene.root.cowork(short.accountId, short.organizationId).task();
    scene.root.initialized(short, 1).configJson({ lastKnownAccountUuid: short.accountId });
    expect(decide(scene)).toEqual({ active: ANA, doubts: [] });
  });

  test('are never a piece of an id for which the Code tab has no folder', () => {
    const scene = sceneForTest();
    const short = { accountId: 'ed417e0f', organizationId: '00000000' };
    scene.root.oldStore(short.accountId, short.organizationId).create();
    scene.root.initialized(short, 1).configJson({ lastKnownAccountUuid: short.accountId });
    expect(decide(scene).active).toBeNull();
    scene.root.pair(short.accountId, short.organizationId).create();
    expect(decide(scene).active).toEqual(short);
  });

  test.each([
    'null',
    '[]',
    '"x"',
    '{"samples":{"org":1}}',
    '{"samples":[null,3,{"org":"../.."}]}',
    '{"..:..":{}}',
    'PK',
  ])('are decided all the same where the other files hold %s', (text) => {
    const scene = sceneForTest();
    scene.root.signedIn();
    const names = ['plan-usage-history', 'bridge-state', 'cowork-enabled-cli-ops', 'ant-device-registry'];
    for (const name of names) fs.writeFileSync(path.join(scene.root.path, `${name}.json`), text);
    expect(decide(scene).active).toEqual(ANA);
    expect(read(scene).accounts.map(({ source }) => source)).toEqual(['log', 'config']);
  });
});
