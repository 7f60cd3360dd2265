import fs from 'node:fs';
import path from 'node:path';
import type { Platform } from '../../../src/shared/model.ts';
import type { RootPlace } from '../places.ts';
import { EVERYWHERE, Scene, WINDOWS } from './scene.ts';
import type { LossCase, LossMode } from './scene.ts';

/** The record was never written, or not whole. */
export const savingCases: readonly LossCase[] = [
  {
    row: 1,
    name: 'EXDEV on every save of the Store build',
    platforms: WINDOWS,
    build: (p) => exdev(p, 'windows-store'),
  },
  {
    row: 1,
    name: 'EXDEV, the Store build moved to another drive',
    platforms: WINDOWS,
    build: (p) => exdev(p, 'windows-store-other-drive'),
  },
  { row: 2, name: 'a junction in the place of the profile', platforms: WINDOWS, build: junction },
  { row: 4, name: 'a full disk', platforms: EVERYWHERE, build: fullDisk },
  { row: 5, name: 'records cut or zeroed by a power cut', platforms: EVERYWHERE, build: powerCut },
  { row: 6, name: 'a record with null dates', platforms: EVERYWHERE, build: nullDates },
  { row: 21, name: 'a record over 10 MB', platforms: EVERYWHERE, build: tooBig },
  { row: 28, name: 'killed within a second of the first prompt', platforms: EVERYWHERE, build: killed },
];

/** Row 1: the cause is the failing save. The left-over is the record itself, so it is promoted; else one is forged. */
function exdev(platform: Platform, place: RootPlace): LossMode {
  const scene = new Scene(platform, place);
  const kept = scene.ghost('save-failed', 'promote', { title: 'Kept in a left-over' });
  const leftOver = scene.pair.tmpOf(kept);
  // Its left-over is empty: nothing to promote, but the name still says whose it was.
  const emptied = scene.ghost('save-failed', 'create', { title: 'Left-over is empty' });
  scene.pair.tmpOf(emptied, { sessionId: `local_${emptied.id}` }, { bytes: '' });
  // No left-over at all: the log alone names it.
  const logged = scene.ghost('save-failed', 'create', { title: 'Only the log knows' });
  // A row that was saved once and failed later: the record stands, so it is listed.
  const stale = scene.listed({ title: 'Saved before' });
  scene.pair.tmp({ ...stale.record, title: 'Saved before, renamed' });
  scene.root.signedIn(undefined, scene.home.ago({ days: 4 }));
  for (const sessionId of [leftOver.sessionId, `local_${emptied.id}`, `local_${logged.id}`, stale.sessionId])
    scene.root.saveFailed(scene.pair, sessionId, 'EXDEV', logged.lastActivityAt, 3);
  scene.root.signedIn();
  return scene.done('saves fail with EXDEV; some left a .json.tmp');
}

/** Row 2: `%APPDATA%\Claude` is a junction to another drive; every save fails with EEXIST and nothing is left over. */
function junction(platform: Platform): LossMode {
  const scene = new Scene(platform, 'windows-classic');
  const lost = scene.ghost('save-failed', 'create', { title: 'Behind the junction' });
  scene.listed();
  scene.root.saveFailed(scene.pair, `local_${lost.id}`, 'EEXIST', lost.lastActivityAt, 3);
  scene.root.log(lost.lastActivityAt, 'Failed to write bridge state: EEXIST: file already exists', 'error');
  scene.root.signedIn();
  const real = path.join(scene.home.box, 'D', 'ClaudeData');
  fs.mkdirSync(path.dirname(real), { recursive: true });
  fs.renameSync(scene.root.path, real);
  fs.symlinkSync(real, scene.root.path, 'junction');
  return scene.done('the profile folder is a junction; it must be seen once, not twice');
}

/** Row 4: the last sessions could not be written; an empty left-over may remain. */
function fullDisk(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const lost = scene.ghost('save-failed', 'create', { title: 'When the disk was full' });
  scene.pair.tmpOf(lost, { sessionId: `local_${lost.id}` }, { bytes: '' });
  scene.listed();
  scene.root.saveFailed(scene.pair, `local_${lost.id}`, 'ENOSPC', lost.lastActivityAt);
  scene.root.signedIn();
  return scene.done('saves failed with ENOSPC');
}

/** Row 5: a record is there and cannot be read, so it is damaged and gets replaced. */
function powerCut(platform: Platform): LossMode {
  const scene = new Scene(platform);
  // Nothing but zeros: only the file name tells whose it was.
  const zeroed = scene.ghost('record-damaged', 'replace', { title: 'All zeros' });
  scene.pair.damagedRecordOf('zero-filled', zeroed, { sessionId: `local_${zeroed.id}` });
  // Cut in the middle: the name is the app's own, but the text still shows the conversation's id.
  const cut = scene.ghost('record-damaged', 'replace', { title: 'Cut off' });
  scene.pair.damagedRecordOf('truncated', cut);
  // The record is good and the transcript is not: a repaired copy gets a copy of the record.
  const nul = scene.config.withNulBlock({ title: 'Zeros inside' });
  scene.pair.recordOf(nul);
  scene.expect(nul, { status: 'ghost', cause: 'transcript-damaged', actionKind: 'copy' });
  scene.listed();
  scene.root.signedIn();
  return scene.done('a power cut damaged two records and one transcript');
}

/** Row 6: one record with null dates hid all. It is the damaged one; the others are sound and stay as they are. */
function nullDates(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const poison = scene.ghost('record-damaged', 'replace', { title: 'No dates' });
  scene.pair.damagedRecordOf('null-dates', poison);
  scene.listed();
  scene.listed({ title: 'Also still here' });
  scene.root.signedIn();
  return scene.done('the log says that all were loaded, and the list is empty');
}

/** Row 21: valid, and silently skipped for its size. */
function tooBig(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const big = scene.ghost('record-damaged', 'replace', { title: 'Grown too big' });
  scene.pair.damagedRecordOf('too-big', big);
  scene.listed();
  scene.root.signedIn();
  return scene.done('one record has more than 10 MB of connectors');
}

/** Row 28: there never was a record, nor an error. The registry still names the dead process, which must not count. */
function killed(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const startedAt = scene.home.ago({ minutes: 12 });
  const lost = scene.ghost('record-lost', 'create', { prompts: ['The very first prompt'], startedAt });
  scene.config.liveSession(424_242, lost);
  scene.listed();
  scene.root.signedIn();
  return scene.done('the app was killed before its first save');
}
