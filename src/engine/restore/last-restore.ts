import type { LastRestore } from '../../shared/model.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { confirm, startSince } from './confirm.ts';
import type { Disk } from './disk.ts';
import { newestDone } from './journal.ts';
import { wasEverBegun } from './receipts-folder.ts';
import { isOneOf } from './same-folder.ts';

/**
 * The restore that was done last in this home and can be undone, with what Claude made of it so far. Null if there is
 * none. It is asked at every look at the disk: entries are read only once Claude has started since.
 */
export function lastRestoreOf({ evidence }: Inventory, disk: Disk): LastRestore | null {
  const { stateDir } = evidence.world;
  if (!wasEverBegun(stateDir)) return null;
  const rootOf = (dataRoot: string) => evidence.roots.find(({ place }) => isOneOf(dataRoot, [place.path])) ?? null;
  const journal = newestDone(stateDir, ({ target }) => rootOf(target.dataRoot) !== null);
  if (journal === null) return null;
  const root = rootOf(journal.target.dataRoot);
  const total = journal.entries.length;
  const common = { receipt: journal.id, at: journal.at, total };
  if (root === null || startSince(journal, root.log.starts) === null)
    return { ...common, state: 'waiting', confirmed: 0 };
  const { state, confirmed } = confirm(journal, root, disk, []);
  return { ...common, state, confirmed };
}
