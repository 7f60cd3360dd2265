import type { PairId, Scan, Session } from '../../shared/model.ts';
import type { PairIds } from '../claude/accounts.ts';
import { findConfigDirs } from '../claude/locations.ts';
import { SaidError } from '../errors.ts';
import type { World } from '../world.ts';
import { samePair, type Conversation, type Target } from './conversation.ts';
import { describeCowork, describeSessions } from './describe.ts';
import { gatherEvidence, readInstallations, type Evidence, type GatherOptions } from './evidence.ts';
import { joinEvidence } from './join.ts';
import { describePairs, pairIds, sameIds } from './pairs.ts';

/** The person chose an account that Claude has never used with this profile: a row there would be seen by nobody. */
export class UnknownPairError extends SaidError {
  constructor() {
    super(
      'Claude has never used this account and organization here. Sign in to it in Claude and start one blank Code session first.',
      { hint: 'list-pairs' },
    );
  }
}

/** The answer to a look at the disk, and what it rests on: a restore plans from this. */
export interface Inventory {
  evidence: Evidence;
  target: Target | null;
  /** Whether the person chose the target; else it is the pair in use. */
  isChosen: boolean;
  conversations: Map<string, Conversation>;
  sessions: Map<string, Session>;
  scan: Scan;
}

/**
 * Reads everything and joins it. Writes nothing but Ghostlight's own cache. Throws UnknownPairError.
 */
export async function takeInventory(world: World, options: GatherOptions = {}): Promise<Inventory> {
  const evidence = await gatherEvidence(world, options);
  const target = findTarget(evidence, options.chosen ?? null);
  const { conversations, skipped } = joinEvidence(evidence, target);
  const sessions = describeSessions(conversations, evidence, target);
  const scan: Scan = {
    schema: 1,
    platform: world.platform,
    home: world.home,
    dataRoots: evidence.roots.map(({ place }, i) => ({
      path: place.path,
      kind: place.kind,
      live: evidence.roots[i] === evidence.live,
      evidence: [place.found, evidence.liveReasons[i] ?? ''],
    })),
    pairs: evidence.roots.flatMap((root) => describePairs(root, evidence)),
    sessions: [...sessions.values()].sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0)),
    cowork: evidence.cowork.flatMap(describeCowork),
    problems: [...evidence.problems, ...doubts(evidence)],
    skipped,
  };
  return { evidence, target, isChosen: options.chosen !== undefined, conversations, sessions, scan };
}

/** Whether Claude still uses the pair that it used, by what the disk says now. No conversation is read. */
export function isStillInUse(pair: PairId, world: World): boolean {
  const { live } = readInstallations(world, findConfigDirs(world, []), []);
  const active = live?.decision.active ?? null;
  return active !== null && live?.place.path === pair.dataRoot && sameIds(active, pair);
}

function doubts({ live, roots }: Evidence): Scan['problems'] {
  if (live === null) {
    return roots.length === 0
      ? []
      : roots.map(({ place }) => ({ path: place.path, problem: 'may or may not be the installation in use' }));
  }
  return live.decision.doubts.length === 0
    ? []
    : [{ path: live.place.path, problem: `leaves open which account is in use. ${live.decision.doubts.join(' ')}` }];
}

/** The chosen pair, where Claude has ever used it here; else the active one of the live root. Throws UnknownPairError. */
function findTarget(evidence: Evidence, chosen: PairIds | null): Target | null {
  const root = evidence.live;
  if (root === null) return null;
  const pair = chosen === null ? root.decision.active : pairIds(root).find((known) => sameIds(known, chosen));
  if (pair === undefined) throw new UnknownPairError();
  if (pair === null) return null;
  const id = { ...pair, dataRoot: root.place.path };
  return { ...id, root, folder: root.folders.find((folder) => samePair(folder, id)) ?? null };
}
