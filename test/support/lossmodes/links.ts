import type { Platform } from '../../../src/shared/model.ts';
import { EVERYWHERE, Scene } from './scene.ts';
import type { LossCase, LossMode } from './scene.ts';

/** The record loads, and its conversation is another, none, or out of reach. */
export const linkCases: readonly LossCase[] = [
  { row: 15, name: 'cleaned up after 30 days', platforms: EVERYWHERE, build: cleanedUp },
  { row: 16, name: 'the link to the transcript was taken out', platforms: EVERYWHERE, build: linkTaken },
  { row: 17, name: '"Start fresh" bound the row to an empty session', platforms: EVERYWHERE, build: startedFresh },
  { row: 19, name: 'the project folder was moved', platforms: EVERYWHERE, build: folderMoved },
  { row: 30, name: 'a session that never started', platforms: EVERYWHERE, build: neverStarted },
];

/** Row 15: a record without its transcript is unavailable; nothing brings the words back. */
function cleanedUp(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const gone = scene.config.transcript({ title: 'Too old', startedAt: scene.home.ago({ days: 45 }) });
  scene.pair.recordOf(gone);
  scene.config.cleanUp(gone);
  scene.config.lastCleanup();
  scene.expect(gone, { status: 'unavailable', cause: null, actionKind: null });
  scene.listed();
  scene.root.signedIn();
  return scene.done('.last-cleanup is of yesterday');
}

/** Row 16: the row is there and says "not found" while the conversation lies on disk: same folder, time and title. */
function linkTaken(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const nulled = scene.ghost('link-lost', 'relink', { title: 'Link taken out', cwd: scene.home.cwd('pier') });
  scene.pair.recordOf(nulled, { cliSessionId: undefined, transcriptUnavailable: true });
  const wrong = scene.ghost('link-lost', 'relink', { title: 'Link to nowhere', cwd: scene.home.cwd('quay') });
  scene.pair.recordOf(wrong, { cliSessionId: scene.home.newId(), transcriptUnavailable: true });
  scene.listed();
  scene.root.signedIn();
  return scene.done('one record lost its cliSessionId, one has an id that never existed');
}

/** Row 17: the row opens empty; the long conversation of the same folder and title has no row. */
function startedFresh(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const prompts = ['Build the lighthouse', 'Now the lamp', 'And the stairs'];
  const old = scene.ghost('link-lost', 'relink', {
    title: 'The lighthouse',
    cwd: scene.home.cwd('lighthouse'),
    prompts,
  });
  const fresh = scene.config.flatOnly({ cwd: old.cwd, mtime: old.lastActivityAt + 60 * 60_000 });
  scene.pair.recordOf(old, { cliSessionId: fresh.id });
  scene.listed();
  scene.root.signedIn();
  return scene.done('the record names a transcript without a message');
}

/** Row 19: a missing cwd hides nothing: the row is listed, and only opening it fails. */
function folderMoved(platform: Platform): LossMode {
  const scene = new Scene(platform);
  scene.listed({ title: 'Its folder is gone', cwd: scene.home.cwd('moved-away') });
  scene.root.signedIn();
  return scene.done('no project folder exists in these homes');
}

/** Row 30: neither a link nor a transcript: there is nothing to restore, and the others must not be taken for it. */
function neverStarted(platform: Platform): LossMode {
  const scene = new Scene(platform);
  scene.pair.record({
    cliSessionId: undefined,
    title: 'General coding session',
    createdAt: scene.home.ago({ days: 100 }),
    lastActivityAt: scene.home.ago({ days: 100 }),
    cwd: scene.home.cwd('elsewhere'),
    originCwd: scene.home.cwd('elsewhere'),
    error: 'spawn failed',
  });
  scene.listed();
  scene.root.signedIn();
  return scene.done('a record without cliSessionId and without a conversation');
}
