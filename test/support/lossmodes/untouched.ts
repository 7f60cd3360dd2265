import type { Platform } from '../../../src/shared/model.ts';
import { ACCOUNT } from '../ids.ts';
import { EVERYWHERE, Scene } from './scene.ts';
import type { LossCase, LossMode } from './scene.ts';

/** Nothing is lost on disk, or the person wanted it so. */
export const untouchedCases: readonly LossCase[] = [
  { row: 18, name: 'the list is empty and every record loads', platforms: EVERYWHERE, build: rendererOnly },
  { row: 22, name: 'the desktop config was wiped', platforms: EVERYWHERE, build: configWiped },
  { row: 'deleted', name: 'deleted in the app', platforms: EVERYWHERE, build: deleted },
  { row: 'archived', name: 'archived in the app', platforms: EVERYWHERE, build: archived },
];

/** Row 18: no record is missing or bad, so rebuilding can do nothing. */
function rendererOnly(platform: Platform): LossMode {
  const scene = new Scene(platform);
  scene.listed();
  scene.listed({ title: 'Also still here' });
  scene.root.epitaxyPrefs({ [`code-sessions-status-filter.${ACCOUNT}`]: 'running' });
  scene.root.signedIn();
  scene.root.log(scene.home.ago({ minutes: 58 }), 'setFocusedSession: sessionId=null');
  return scene.done('the log says that two were loaded; the sidebar filters them away');
}

/** Row 22: groups, pins and connectors are gone; the rows are not. */
function configWiped(platform: Platform): LossMode {
  const scene = new Scene(platform);
  scene.listed();
  scene.root.desktopConfig({ preferences: {} });
  scene.root.signedIn();
  return scene.done('claude_desktop_config.json is a stub');
}

/**
 * docs/formats/claude-desktop.md 5.5: tombstones, a `.desktop-released.json`, no record, the transcript as it was.
 * Deleted stays deleted.
 */
function deleted(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const gone = scene.config.transcript({ title: 'Thrown away' });
  scene.pair.deleteInApp(scene.pair.recordOf(gone), [scene.home.newId()]);
  scene.config.desktopReleased(gone);
  const stays = { status: 'deleted', cause: null, actionKind: 'create', include: 'deleted' } as const;
  scene.expect(gone, stays);
  // Either sign alone is enough.
  const released = scene.config.transcript({ title: 'Only released' });
  scene.config.desktopReleased(released);
  scene.expect(released, stays);
  const buried = scene.config.transcript({ title: 'Only a tombstone' });
  scene.pair.tombstone(buried.id);
  scene.expect(buried, stays);
  // A record that is younger than the tombstone makes it void.
  const revived = scene.listed({ title: 'Came back', startedAt: scene.home.ago({ hours: 9 }) });
  scene.pair.tombstone(String(revived.record['cliSessionId']), scene.home.ago({ days: 4 }));
  scene.root.signedIn();
  return scene.done('three were deleted, one of four tombstones is void');
}

/** docs/formats/claude-desktop.md 5.3: in the archived view by its record or by the index. It stays there. */
function archived(platform: Platform): LossMode {
  const scene = new Scene(platform);
  const away = { status: 'archived', cause: null, actionKind: null } as const;
  const byRecord = scene.config.transcript({ title: 'Archived by its record' });
  scene.pair.recordOf(byRecord, { isArchived: true });
  const byIndex = scene.config.transcript({ title: 'Archived by the index' });
  scene.pair.archivedIndex([scene.pair.recordOf(byIndex).sessionId]);
  scene.expect(byRecord, away).expect(byIndex, away);
  scene.listed();
  scene.root.signedIn();
  return scene.done('two archived, one listed');
}
