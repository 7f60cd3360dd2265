import fs from 'node:fs';
import { join } from 'node:path';
import { isObject, stringAt } from '../../files.ts';

/** A subagent's own file and the facts in the file beside it (docs/formats/transcripts.md 4). */
export interface Agent {
  /** The id, as in `agent-<id>.jsonl`. */
  agent: string;
  /** The path of its transcript, which may not exist yet. */
  path: string;
  type: string | null;
  description: string | null;
  /** The id of the call that started it; null if it is not known. */
  toolUseId: string | null;
  /** The subagent that started it; null for one that the conversation itself started. */
  parent: string | null;
}

const FOLDER = 'subagents';
const ID = /^[A-Za-z0-9_-]{1,100}$/;
const FILE = /^agent-(.+?)(\.meta\.json|\.jsonl)$/;
/** `subagents/workflows/wf_<run>/` is the deepest folder that is known. */
const DEEPEST = 4;
const MOST_FILES = 5000;
const LONGEST_META = 1 << 20;

export const isAgentId = (agent: string): boolean => ID.test(agent);

/** Returns the subagents of a conversation that are on the disk, each id once. Links are not followed. */
export function listAgents(sessionDir: string): Agent[] {
  const found = new Map<string, Agent>();
  collect(join(sessionDir, FOLDER), DEEPEST, found);
  return [...found.values()];
}

/**
 * Returns the id of the subagent that a call started, as the file beside the subagent's transcript says; null if there
 * is none.
 */
export function agentOfTool(sessionDir: string, toolUseId: string): string | null {
  return startedIn(sessionDir).get(toolUseId) ?? null;
}

/** The latest listing. A page of a conversation asks again for each of its calls. */
let listed: { folder: string; lookedAt: number; changedAt: number; started: Map<string, string> } | null = null;
const LOOK_AGAIN_MS = 500;

function startedIn(sessionDir: string): Map<string, string> {
  const folder = join(sessionDir, FOLDER);
  const now = performance.now();
  if (listed?.folder === folder && now - listed.lookedAt < LOOK_AGAIN_MS) return listed.started;
  const changedAt = statOf(folder)?.mtimeMs ?? 0;
  if (listed?.folder !== folder || listed.changedAt !== changedAt) {
    const started = new Map<string, string>();
    for (const { agent, toolUseId } of changedAt === 0 ? [] : listAgents(sessionDir)) {
      if (toolUseId !== null) started.set(toolUseId, agent);
    }
    listed = { folder, lookedAt: now, changedAt, started };
  }
  listed.lookedAt = now;
  return listed.started;
}

function collect(folder: string, depth: number, found: Map<string, Agent>): void {
  if (statOf(folder)?.isDirectory() !== true) return;
  for (const entry of entriesOf(folder)) {
    if (found.size >= MOST_FILES) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 1) collect(path, depth - 1, found);
    else if (entry.isFile()) seeFile(folder, entry.name, found);
  }
}

function seeFile(folder: string, name: string, found: Map<string, Agent>): void {
  const [, agent = '', ending] = FILE.exec(name) ?? [];
  if (!isAgentId(agent)) return;
  const path = join(folder, `agent-${agent}.jsonl`);
  const known = found.get(agent) ?? { agent, path, type: null, description: null, toolUseId: null, parent: null };
  if (known.path !== path) return;
  found.set(agent, ending === '.jsonl' ? known : { ...known, ...metaOf(join(folder, name)) });
}

function metaOf(path: string): Pick<Agent, 'type' | 'description' | 'toolUseId' | 'parent'> {
  const meta = readSmallJson(path);
  return {
    type: stringAt(meta, 'agentType'),
    description: stringAt(meta, 'description'),
    toolUseId: stringAt(meta, 'toolUseId'),
    parent: stringAt(meta, 'parentAgentId'),
  };
}

function readSmallJson(path: string): unknown {
  try {
    const stat = fs.lstatSync(path);
    if (!stat.isFile() || stat.size > LONGEST_META) return null;
    const value = JSON.parse(fs.readFileSync(path, 'utf8')) as unknown;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function statOf(path: string): fs.Stats | null {
  try {
    return fs.lstatSync(path);
  } catch {
    return null;
  }
}
