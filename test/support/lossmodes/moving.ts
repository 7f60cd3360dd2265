import type { Platform } from '../../../src/shared/model.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../ids.ts';
import { oldAppRecord } from '../records.ts';
import type { RootPlace } from '../places.ts';
import { EVERYWHERE, Scene, WINDOWS } from './scene.ts';
import type { LossCase, LossMode } from './scene.ts';

/** The records are gone, or stand where Claude does not look. */
export const movingCases: readonly LossCase[] = [
  { row: 7, name: 'an update that removed the package', platforms: WINDOWS, build: packageRemoved },
  { row: 8, name: 'the app was reset or reinstalled', platforms: EVERYWHERE, build: reinstalled },
  { row: 9, name: 'the index folder was made anew', platforms: EVERYWHERE, build: indexRecreated },
  { row: 10, name: 'records left in the old store', platforms: EVERYWHERE, build: oldStore },
  { row: 10, name: 'records left in local-sessions.json', platforms: EVERYWHERE, build: legacyFile },
  { row: 11, name: 'another account signed in', platforms: EVERYWHERE, build: otherAccount },
  { row: 12, name: 'another organization chosen', platforms: EVERYWHERE, build: otherOrganization },
  {
    row: 13,
    name: 'from the classic install to the Store',
    platforms: WINDOWS,
    build: (p) => twoInstalls(p, 'windows-classic', 'windows-store'),
  },
  {
    row: 13,
    name: 'from the Store back to the classic install',
    platforms: WINDOWS,
    build: (p) => twoInstalls(p, 'windows-store', 'windows-classic'),
  },
  { row: 14, name: 'a new device identity', platforms: WINDOWS, build: newDevice },
  { row: 20, name: 'a new computer with only the conversations', platforms: EVERYWHERE, build: newComputer },
  { row: 31, name: 'CLAUDE_CONFIG_DIR lost after a relaunch', platforms: EVERYWHERE, build: configDirLost },
];

const ANA = { accountId: ACCOUNT, organizationId: ORGANIZATION };

/** Row 7: everything in the package folder is gone, so nothing tells more than that the records are lost. */
function packageRemoved(platform: Platform): LossMode {
  const scene = new Scene(platform, 'windows-store');
  scene.ghost('record-lost', 'create', { title: 'Before the update' });
  scene.ghost('record-lost', 'create', { aiTitle: 'Also before the update' });
  scene.pair.create();
  scene.root.signedIn();
  return scene.done('the package folder was made anew by the update');
}

/** Row 8: the sidebar is empty and the statistics are right. The groups still name rows that are no more. */
function reinstalled(platform: Platform): LossMode {
  const scene = new Scene(platform);
  scene.ghost('record-lost', 'create', { title: 'Named by the person' });
  scene.ghost('record-lost', 'create', { prompts: ['No title at all', 'Nor here'] });
  // Written by a desktop build that did not say so yet: the default is that it was one.
  scene.ghost('record-lost', 'create', { entrypoint: null, prompts: ['Before entrypoints'] });
  scene.fromTerminal();
  scene.pair.create();
  scene.root.groups(ANA, { Work: [`local_${scene.home.newId()}`, `local_${scene.home.newId()}`] });
  scene.root.signedIn();
  scene.root.log(scene.home.ago({ minutes: 55 }), '[CCD] /stats scanning 4/4 transcript files');
  return scene.done('existingSessions=0 while the statistics see all');
}

/** Row 9: only the session since then has a record; the older ones are lost. */
function indexRecreated(platform: Platform): LossMode {
  const scene = new Scene(platform);
  scene.ghost('record-lost', 'create', { title: 'Before', startedAt: scene.home.ago({ days: 20 }) });
  scene.listed({ title: 'Since then', startedAt: scene.home.ago({ hours: 5 }) });
  scene.root.signedIn();
  return scene.done('claude-code-sessions is newer than the oldest conversation');
}

/** Row 10: the real record survives in `local-agent-mode-sessions`: it is copied, not forged. */
function oldStore(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const startedAt = scene.home.ago({ days: 25 });
  const lost = scene.ghost('old-store', 'copy', { entrypoint: null, title: 'From February', startedAt });
  scene.root.oldStore(ACCOUNT, ORGANIZATION).recordOf(lost, {}, { shape: oldAppRecord });
  // A Cowork task beside it is no Code session.
  scene.root.cowork(ACCOUNT, ORGANIZATION).task();
  scene.listed();
  scene.root.signedIn();
  return scene.done('Code records stand in the store of before 1.1.4328');
}

/** Row 10, older still: one file held all records. */
function legacyFile(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const startedAt = scene.home.ago({ days: 26 });
  const lost = scene.ghost('old-store', 'copy', { entrypoint: null, title: 'From January', startedAt });
  const basis = {
    sessionId: `local_${scene.home.newId()}`,
    cliSessionId: lost.id,
    cwd: lost.cwd,
    createdAt: startedAt,
  };
  scene.root.legacyStore([oldAppRecord(basis, { title: lost.title, lastActivityAt: lost.lastActivityAt })]);
  scene.listed();
  scene.root.signedIn();
  return scene.done('records stand in local-sessions.json');
}

/** Row 11: the record is whole and stands under the account of before. */
function otherAccount(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const lost = scene.ghost('other-account', 'copy', { title: 'Of the other account' });
  scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(lost);
  scene.listed();
  const other = { accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION };
  scene.root.started(other, 1, scene.home.ago({ days: 2 }));
  scene.root.signedIn();
  scene.root.bridgeState([other, ANA]);
  scene.root.deviceRegistry([OTHER_ACCOUNT, ACCOUNT]);
  return scene.done('the log names the other account first, this one last');
}

/** Row 12: same account, the other organization. */
function otherOrganization(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const other = { accountId: ACCOUNT, organizationId: SECOND_ORGANIZATION };
  const lost = scene.ghost('other-organization', 'copy', { title: 'Of the other organization' });
  scene.root.pair(ACCOUNT, SECOND_ORGANIZATION).recordOf(lost);
  scene.listed();
  scene.root.started(other, 1, scene.home.ago({ days: 2 }));
  const change = `Org changed from ${SECOND_ORGANIZATION} to ${ORGANIZATION}, reinitializing sessions`;
  scene.root.log(scene.home.ago({ minutes: 61 }), `[LocalSessionManager] ${change}`);
  scene.root.signedIn();
  scene.root.planUsage([SECOND_ORGANIZATION, SECOND_ORGANIZATION, ORGANIZATION]);
  return scene.done('the log and the usage history end with this organization');
}

/** Row 13: two populated profiles of the same pair. The one used last is live; the other one's records are copied. */
function twoInstalls(platform: Platform, old: RootPlace, live: RootPlace): LossMode {
  const scene = new Scene(platform, live);
  const before = scene.home.dataRoot(old);
  const longAgo = scene.home.ago({ days: 20 });
  const lost = scene.ghost('other-install', 'copy', { title: 'Of the other install', startedAt: longAgo });
  before.pair().recordOf(lost);
  before.signedIn(ANA, longAgo + 60 * 60_000);
  scene.listed();
  scene.root.signedIn();
  return scene.done(`${old} was used 20 days ago, ${live} an hour ago`);
}

/** Row 14: the rows of the old device are beyond reach; local records are forged. */
function newDevice(platform: Platform): LossMode {
  const scene = new Scene(platform, 'windows-classic');
  scene.ghost('record-lost', 'create', { title: 'Bound to the old device' });
  scene.pair.create();
  scene.root.deviceId();
  scene.root.desktopConfig({ preferences: { remoteToolsDeviceName: 'ANAS-PC' } });
  scene.root.signedIn();
  return scene.done('the profile folder was made anew, with a new ant-did');
}

/** Row 20: the conversations came from a computer with other paths. The pair has no Code folder yet, only Cowork's. */
function newComputer(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const foreign = platform === 'win32' ? '/Users/ana/code/harbour' : 'C:\\Users\\ana\\code\\harbour';
  scene.ghost('record-lost', 'create', { title: 'From the old computer', cwd: foreign });
  scene.fromTerminal();
  scene.root.oldStore(ACCOUNT, ORGANIZATION).create();
  scene.root.signedIn();
  return scene.done('only ~/.claude was copied');
}

/** Row 31: what lies in the other config dir has not gone: with a record it is listed, without one it is a ghost. */
function configDirLost(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const work = scene.configDir('.claude-work');
  scene.listed({ title: 'Its record is there' }, work);
  scene.ghost('record-lost', 'create', { title: 'Its record is not' }, work);
  scene.listed();
  scene.root.signedIn();
  return scene.done('conversations in ~/.claude and in ~/.claude-work');
}
