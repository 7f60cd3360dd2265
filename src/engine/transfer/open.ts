import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AgentFiles } from '../transcript/reader/agent-files.ts';
import { openReading } from '../transcript/reader/open-reading.ts';
import type { Reading, ReadingOptions } from '../transcript/reader/reading.ts';
import { sourceOf, type Source } from './source.ts';
import type { OpenAgent } from './writing.ts';

export interface Opened {
  source: Source;
  openAgent: OpenAgent;
}

/** Reads for this long before the event loop goes on. */
const TURN_MS = 20;

/**
 * Opens a conversation and indexes all of it. `onRead` gets the share that was read, from 0 to 1, and may throw to
 * stop. Throws what the file system throws.
 */
export async function openConversation(path: string, onRead: (share: number) => void): Promise<Opened> {
  const sessionDir = join(dirname(path), basename(path, '.jsonl'));
  const reading = openReading(path, { sessionDir });
  try {
    while (!reading.index({ ms: TURN_MS })) {
      const { bytes, of } = reading.layout(Number.MAX_SAFE_INTEGER).read;
      onRead(of === 0 ? 0 : Math.min(1, bytes / of));
      await setImmediate();
    }
  } catch (error) {
    reading.close();
    throw error;
  }
  return { source: sourceOf(reading), openAgent: agentShelf(path, sessionDir) };
}

function agentShelf(path: string, sessionDir: string): OpenAgent {
  const files = new AgentFiles(sessionDir);
  const taken = new Set<string>();
  return function* (agent) {
    if (taken.has(agent)) return null;
    taken.add(agent);
    const own = files.place(agent, path);
    return own === null ? null : yield* readAll(own.path, { sessionDir, run: own.run });
  };
}

/** Returns null if it cannot be read. The conversation is then exported without this subagent. */
function* readAll(path: string, options: ReadingOptions): Generator<string, Source | null> {
  const reading = opened(path, options);
  if (reading === null) return null;
  try {
    while (!reading.index({ ms: TURN_MS })) yield '';
    return sourceOf(reading);
  } catch {
    reading.close();
    return null;
  }
}

function opened(path: string, options: ReadingOptions): Reading | null {
  try {
    return openReading(path, options);
  } catch {
    return null;
  }
}
