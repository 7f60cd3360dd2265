import type { FoundInAgent } from '../../../shared/reading.ts';
import type { FindQuery, Reading } from './reading.ts';

/** How long it reads before others have their turn. */
const TURN_MS = 6;
/** Deeper, a face shows no subagents of subagents in the flow of the conversation. */
const DEEPEST = 4;

/** `null` where its conversation is not on the disk. Throws what the file system throws. */
type OpenAgent = (agent: string) => Reading | null;

/**
 * Looks for words in the own conversations of subagents, each of which is read for that and closed again. One that cannot
 * be read, or that no call in sight leads to, is passed over.
 */
export function* findInAgents(
  reading: Reading,
  query: FindQuery,
  open: OpenAgent,
): Generator<undefined, FoundInAgent[]> {
  const found: FoundInAgent[] = [];
  yield* findBelow(reading, [], { query: { ...query, metadata: false }, open, seen: new Set(), found });
  return found;
}

interface Search {
  query: FindQuery;
  open: OpenAgent;
  /** Each is looked in once, whatever calls whom. */
  seen: Set<string>;
  found: FoundInAgent[];
}

/** `way`: uuids of the calls that lead to `reading`. */
function* findBelow(reading: Reading, way: readonly string[], search: Search): Generator<undefined, void> {
  if (way.length === DEEPEST) return;
  for (const { agent, type, description, entry } of reading.facts().subagents) {
    const call = entry === null ? null : uuidOf(reading, entry);
    if (call === null || search.seen.has(agent)) continue;
    search.seen.add(agent);
    const own = opened(search.open, agent);
    if (own === null) continue;
    try {
      const path = [...way, call];
      const { count, first } = yield* findInOne(own, search.query);
      if (count > 0)
        search.found.push({ agent, type, description, count, path: first === null ? path : [...path, first] });
      yield* findBelow(own, path, search);
    } finally {
      own.close();
    }
  }
}

/** How often the words stand in there, and the line of the first of them. */
function* findInOne(own: Reading, query: FindQuery): Generator<undefined, { count: number; first: string | null }> {
  try {
    while (!own.index({ ms: TURN_MS })) yield;
    const { found, total } = yield* own.find(query);
    return { count: total, first: found[0] === undefined ? null : uuidOf(own, found[0].entry) };
  } catch {
    return { count: 0, first: null };
  }
}

const uuidOf = (reading: Reading, entry: number): string | null => reading.entries(entry, 1)[0]?.uuid ?? null;

function opened(open: OpenAgent, agent: string): Reading | null {
  try {
    return open(agent);
  } catch {
    return null;
  }
}
