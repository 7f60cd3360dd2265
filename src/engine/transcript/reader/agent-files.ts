import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { linkStatOf } from '../../files.ts';
import { listAgents } from './agents.ts';
import { peek } from './peek.ts';
import { inlineAgentRoot } from './sidechains.ts';

/** Ids of subagents, as in file names. */
const AGENT = /^[0-9a-zA-Z_-]{1,64}$/;
/** A subagent that was not found may have begun since, so the folder is read again after this time. */
const LOOK_AGAIN_MS = 1000;
const HEAD = 64 << 10;

/** The file of a subagent's own conversation, and which run in that file it is (`ReadingOptions`). */
export interface AgentPlace {
  path: string;
  run: 'agent' | number;
}

/** The files of a conversation's subagents. Links are not followed. */
export class AgentFiles {
  readonly #sessionDir: string;
  #paths = new Map<string, string>();
  readonly #legacy = new Map<string, string | null>();
  #lookedAt = -Infinity;

  constructor(sessionDir: string) {
    this.#sessionDir = sessionDir;
  }

  has(agent: string): boolean {
    return this.find(agent) !== null;
  }

  /** Returns the path of a subagent's own transcript; null if there is none, or if this is not an id of a subagent. */
  find(agent: string): string | null {
    if (!AGENT.test(agent)) return null;
    const path = this.#below(agent) ?? this.#beside(agent);
    return path !== null && isFile(path) ? path : null;
  }

  /**
   * Returns where to read a subagent of `conversation`: its own file, or the same file, where old versions wrote it.
   * Null if it is nowhere.
   */
  place(agent: string, conversation: string): AgentPlace | null {
    const root = inlineAgentRoot(agent);
    if (root !== null) return { path: conversation, run: root };
    const path = this.find(agent);
    return path === null ? null : { path, run: 'agent' };
  }

  #below(agent: string): string | null {
    const known = this.#paths.get(agent);
    if (known !== undefined || performance.now() - this.#lookedAt < LOOK_AGAIN_MS) return known ?? null;
    this.#paths = new Map(listAgents(this.#sessionDir).map((one) => [one.agent, one.path]));
    this.#lookedAt = performance.now();
    return this.#paths.get(agent) ?? null;
  }

  /** Versions up to 2.1.1 put subagents beside the conversations of the project. Each names its conversation. */
  #beside(agent: string): string | null {
    const known = this.#legacy.get(agent);
    if (known !== undefined) return known;
    const path = join(dirname(this.#sessionDir), `agent-${agent}.jsonl`);
    const found = isFile(path) && sessionIn(path) === basename(this.#sessionDir) ? path : null;
    if (found !== null) this.#legacy.set(agent, found);
    return found;
  }
}

const isFile = (path: string): boolean => linkStatOf(path)?.isFile() === true;

/** Returns the conversation that a subagent's file names in its first line; null if it names none. */
function sessionIn(path: string): string | null {
  try {
    const fd = fs.openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEAD);
      const read = fs.readSync(fd, bytes, 0, HEAD, 0);
      const session = peek(bytes.toString('utf8', 0, read))['sessionId'];
      return typeof session === 'string' ? session : null;
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return null;
  }
}
