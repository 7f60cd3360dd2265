import { stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { KeyTable } from '../key-table.ts';
import { countLines, hunksOf, linesOf } from '../views/hunks.ts';
import { firstTextAt, textAt } from '../views/shapes.ts';
import { statusOf } from '../views/status.ts';

const TOOLS = new Set<unknown>(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);
const PATHS = ['filePath', 'file_path', 'notebook_path'];
const MOST_FILES = 2000;
/** Calls that are waiting for their results; more at once there never are. */
const MOST_WAITING = 1000;

interface Change {
  added: number | null;
  removed: number | null;
}

/** The files that tools changed, in order of appearance: a call counts once its result says that it was done. */
export class ChangedFiles {
  readonly #files = new Map<string, Change>();
  /** By the calls' ids: the file, and the tool. */
  readonly #waiting = new Map<string, { name: string; path: string }>();
  /** Ids of calls whose results were seen: the file may repeat both. */
  readonly #answered = new KeyTable();

  see(line: Line, blocks: readonly Line[]): void {
    for (const block of blocks) {
      if (block['type'] === 'tool_use') this.#seeCall(block);
      else if (block['type'] === 'tool_result') this.#seeResult(line, block);
    }
  }

  list(): { path: string; added: number | null; removed: number | null }[] {
    return Array.from(this.#files, ([path, change]) => ({ path, ...change }));
  }

  #seeCall(block: Line): void {
    const { id, name } = block;
    const path = firstTextAt(block['input'], PATHS);
    if (typeof id !== 'string' || typeof name !== 'string' || !TOOLS.has(name) || path === null) return;
    if (this.#answered.get(id) === null && this.#waiting.size < MOST_WAITING) this.#waiting.set(id, { name, path });
  }

  #seeResult(line: Line, block: Line): void {
    const id = stringAt(block, 'tool_use_id') ?? '';
    const call = this.#waiting.get(id);
    if (call === undefined) return;
    this.#waiting.delete(id);
    this.#answered.set(id, 1);
    const sidecar = line['toolUseResult'];
    const result = { content: block['content'], isError: block['is_error'] === true, sidecar, line };
    if (statusOf({ name: call.name, input: null, line }, result) !== 'done') return;
    this.#add(firstTextAt(sidecar, PATHS) ?? call.path, changeIn(sidecar));
  }

  /** What one of several changes does not say, all of them together do not say either. */
  #add(path: string, change: Change): void {
    const before = this.#files.get(path);
    if (before === undefined && this.#files.size >= MOST_FILES) return;
    const { added, removed } = before ?? { added: 0, removed: 0 };
    this.#files.set(path, { added: sum(added, change.added), removed: sum(removed, change.removed) });
  }
}

function changeIn(sidecar: unknown): Change {
  const hunks = hunksOf(sidecar);
  if (hunks !== null) return countLines(hunks);
  const content = textAt(sidecar, 'type') === 'create' ? textAt(sidecar, 'content') : null;
  return content === null ? { added: null, removed: null } : { added: linesOf(content).length, removed: 0 };
}

const sum = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;
