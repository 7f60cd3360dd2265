import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AgentFiles } from '../transcript/reader/agent-files.ts';
import { openReading } from '../transcript/reader/open-reading.ts';
import type { Reading, ReadingOptions } from '../transcript/reader/reading.ts';
import { inlineAgentRoot } from '../transcript/reader/sidechains.ts';
import { sourceOf, type Source } from './source.ts';

export interface Opened {
  source: Source;
  /** A subagent's own conversation, each once; null where it is not on the disk. Throws what the file system throws. */
  openAgent: (agent: string) => Source | null;
}

/** How long is read before others have their turn. */
const TURN_MS = 20;

/**
 * Opens a conversation and reads where everything is in it. `onRead` is told how much of it was read, from 0 to 1, and
 * may throw to end it. Throws what the file system throws.
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

function agentShelf(path: string, sessionDir: string): (agent: string) => Source | null {
  const files = new AgentFiles(sessionDir);
  const taken = new Set<string>();
  return (agent) => {
    if (taken.has(agent)) return null;
    taken.add(agent);
    const root = inlineAgentRoot(agent);
    if (root !== null) return readAll(path, { sessionDir, run: root });
    const own = files.find(agent);
    return own === null ? null : readAll(own, { sessionDir, run: 'agent' });
  };
}

function readAll(path: string, options: ReadingOptions): Source {
  const reading: Reading = openReading(path, options);
  while (!reading.index({ ms: Infinity }));
  return sourceOf(reading);
}
