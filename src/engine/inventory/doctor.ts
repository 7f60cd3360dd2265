import type {
  Cause,
  Diagnosis,
  Finding,
  Problem,
  Session,
  SessionStatus,
  UnloadableRecord,
} from '../../shared/model.ts';
import type { Machine } from '../claude/machine.ts';
import { DAMAGE_SENTENCES } from '../claude/record.ts';
import { readSidebarSettings, type SidebarSettings } from '../claude/sidebar-settings.ts';
import { displayFault, findingsOf } from './findings.ts';
import type { Inventory } from './inventory.ts';

/** What a look at the whole installation finds, in plain words, and what to do about it. */
export function diagnoseInstallation(inventory: Inventory, { claudeRunning, app }: Machine): Diagnosis {
  const { scan, evidence } = inventory;
  const problems: Problem[] = [];
  const sidebar = sidebarOf(inventory, problems);
  const unloadable = unloadableRecords(inventory);
  return {
    schema: 1,
    platform: scan.platform,
    home: scan.home,
    claudeRunning,
    dataRoots: scan.dataRoots,
    pairs: scan.pairs,
    counts: countBy(scan.sessions),
    causes: causesOf(scan.sessions),
    unloadable,
    saveErrors: evidence.live?.log.saveErrorsByDay ?? [],
    findings: findingsOf({ ...inventory, sidebar, unloadable: unloadable.length, app }),
    app,
    problems: [...scan.problems, ...problems],
  };
}

/** Claude loaded its entries and may show none, or not all: no restore would mend that. Null where nothing says so. */
export const displayFaultOf = (inventory: Inventory): Finding | null =>
  displayFault({ target: inventory.target, sidebar: sidebarOf(inventory, []) })[0] ?? null;

/** The settings of the sidebar that is looked at; none where it is not known whose. */
function sidebarOf({ target }: Inventory, problems: Problem[]): SidebarSettings {
  return target === null
    ? { filters: [], groupedRows: [] }
    : readSidebarSettings(target.root.place.path, target, problems);
}

function countBy(sessions: readonly Session[]): Record<SessionStatus, number> {
  const counts = { listed: 0, ghost: 0, archived: 0, deleted: 0, unavailable: 0, earlier: 0 };
  for (const { status } of sessions) counts[status] += 1;
  return counts;
}

function causesOf(sessions: readonly Session[]): Partial<Record<Cause, number>> {
  const causes: Partial<Record<Cause, number>> = {};
  for (const { cause } of sessions) if (cause !== null) causes[cause] = (causes[cause] ?? 0) + 1;
  return causes;
}

function unloadableRecords({ evidence }: Inventory): UnloadableRecord[] {
  return evidence.records
    .filter(({ file, store }) => store === 'code' && file.kind === 'record')
    .flatMap(({ file }) => (file.damage === null ? [] : [{ path: file.path, reason: DAMAGE_SENTENCES[file.damage] }]));
}
