import type { Branch } from '../../../shared/reading.ts';
import { stringAt } from '../../files.ts';
import type { Line } from '../line.ts';
import { Column } from './column.ts';
import type { Entries } from './entries.ts';
import type { Lines } from './lines.ts';

/** Lines that say nothing of the conversation themselves: what hangs on them hangs on what they hang on. */
const BETWEEN: ReadonlySet<unknown> = new Set(['attachment', 'system', 'progress']);

/** A prompt of the person: a fork in the road where another has the same parent. */
interface Turn {
  line: number;
  /** 1 + the line that it hangs on; 0 if the file says that it is a beginning; null if the file does not say. */
  anchor: number | null;
  /** The turn before it on its branch; -1 if there is none. */
  before: number;
  /** False for a command that asked nothing, such as `/model`, which may hang anywhere. */
  counts: boolean;
  /** True if something was said that descends from it. */
  goesOn: boolean;
  /** The last line of the conversation that belongs to it; at first its own. */
  last: number;
}

/**
 * Finds abandoned branches: prompts that have the same parent, because the person went back
 * (docs/formats/transcripts.md 2.4). Parents are used for nothing else, because following them loses most of a
 * conversation that was compacted.
 */
export class Rewinds {
  readonly #lines: Lines;
  /**
   * For each line, 1 + the line its children hang on: the line itself, or the nearest parent that is part of the
   * conversation.
   */
  readonly #anchors = new Column(Uint32Array);
  /** For each line, 2 + its turn; 1 before the first turn, 0 for a line that is not in the chain. */
  readonly #turnOf = new Column(Uint32Array);
  readonly #turns: Turn[] = [];
  /**
   * `#first`: the first turn of each anchor. `#forks`: all turns of an anchor that has more than one. Anchors as in
   * `Turn`.
   */
  readonly #first = new Map<number, number>();
  readonly #forks = new Map<number, number[]>();
  /**
   * The uuid of the line from which a resume would go on, if Claude Code wrote it down behind all messages; else null.
   */
  #leaf: string | null = null;
  #lastLine = -1;
  /** The latest line: mostly the parent of the next one. */
  #last: { uuid: unknown; number: number } = { uuid: null, number: -1 };
  /** True if every parent so far is in the file and nothing was compacted. Then a second beginning is a real one. */
  #isWhole = true;

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** Takes a line of the run. `asks`: how the person speaks in it; null if somebody else does. */
  add(number: number, line: Line, asks: 'prompt' | 'command' | null): void {
    this.#fillTo(number);
    const parent = this.#parentOf(line);
    const isSaid = line['type'] === 'user' || line['type'] === 'assistant';
    if (parent === -1 && isSaid && asks === null) this.#isWhole = false;
    const isBetween = BETWEEN.has(line['type']) && line['subtype'] !== 'compact_boundary' && asks === null;
    if (line['subtype'] === 'compact_boundary') this.#isWhole = false;
    // A line that begins anew without a message, such as a hook's line at a resume, is no place that a person went back
    // to.
    const hangs = isBetween && parent !== null && parent >= 0;
    this.#anchors.set(number, hangs ? this.#anchorAt(parent) : number + 1);
    const before = this.#turnAt(line, parent);
    this.#last = { uuid: line['uuid'], number };
    const turn = asks === null ? before : this.#addTurn(number, parent, before, asks);
    this.#turnOf.set(number, turn + 2);
    if (isSaid) this.#said(number, turn, line['type'] === 'assistant');
  }

  /** Takes a line that was repeated. */
  addAgain(number: number, first: number): void {
    this.#fillTo(number);
    this.#turnOf.set(number, this.#turnOf.at(first));
  }

  /** Takes a `last-prompt` line. */
  seeLeaf(line: Line): void {
    this.#leaf = stringAt(line, 'leafUuid') ?? this.#leaf;
  }

  get leaf(): string | null {
    return this.#leaf;
  }

  branches(entries: Entries): Branch[] {
    const abandoned = this.#abandoned();
    if (abandoned === null) return [];
    const branches: Branch[] = [];
    let open: Branch | null = null;
    /**
     * Prompts in lines that are not in the chain and follow `open`. They belong to the branch if it goes on behind
     * them.
     */
    let prompts = 0;
    for (let entry = 0; entry < entries.count; entry++) {
      const turn = this.#turnOf.at(entries.lines.at(entry));
      const isIn = turn > 1 && abandoned[turn - 2] === 1;
      if (entries.kind(entry) === 'prompt') prompts += 1;
      if (turn === 0 && open !== null) continue;
      if (isIn && open === null) branches.push((open = { from: entry, to: entry, prompts: 0 }));
      if (isIn && open !== null) {
        open.to = entry;
        open.prompts += prompts;
      }
      if (!isIn) open = null;
      prompts = 0;
    }
    return branches;
  }

  #fillTo(number: number): void {
    while (this.#anchors.length <= number) {
      this.#anchors.push(this.#anchors.length + 1);
      this.#turnOf.push(0);
    }
  }

  /** Returns the parent's line. -1: the line says that it is a beginning. Null: unknown, or not in this file. */
  #parentOf(line: Line): number | null {
    if (line['parentUuid'] === null) return -1;
    const uuid = stringAt(line, 'parentUuid');
    if (uuid !== null && uuid === this.#last.uuid) return this.#last.number;
    const parent = uuid === null || uuid === line['uuid'] ? null : this.#lines.byUuid.get(uuid);
    if (parent === null) this.#isWhole = false;
    return parent;
  }

  #anchorAt(parent: number): number {
    return parent < 0 ? 0 : this.#anchors.at(parent);
  }

  /** After a compaction the conversation goes on with the last turn that was compacted. */
  #turnAt(line: Line, parent: number | null): number {
    const logical = stringAt(line, 'logicalParentUuid');
    const from = logical === null ? parent : (this.#lines.byUuid.get(logical) ?? parent);
    if (from === null) return this.#turns.length - 1;
    if (from >= 0) return Math.max(-1, this.#turnOf.at(from) - 2);
    return line['subtype'] === 'compact_boundary' ? this.#turns.length - 1 : -1;
  }

  #addTurn(number: number, parent: number | null, before: number, asks: 'prompt' | 'command'): number {
    const anchor = parent === null ? null : this.#anchorAt(parent);
    const turn =
      this.#turns.push({ line: number, anchor, before, counts: asks === 'prompt', goesOn: false, last: number }) - 1;
    if (anchor === null) return turn;
    const first = this.#first.get(anchor);
    if (first === undefined) this.#first.set(anchor, turn);
    else {
      const fork = this.#forks.get(anchor) ?? [first];
      fork.push(turn);
      this.#forks.set(anchor, fork);
    }
    return turn;
  }

  #said(number: number, turn: number, answers: boolean): void {
    this.#leaf = null;
    this.#lastLine = number;
    const asked = this.#turns[turn];
    if (asked === undefined) return;
    asked.last = number;
    asked.counts ||= answers;
    asked.goesOn ||= asked.line !== number;
  }

  /** For each turn, 1 if it was abandoned. Returns null if none was. */
  #abandoned(): Uint8Array | null {
    if (this.#forks.size === 0) return null;
    const live = this.#liveTurns();
    const last = this.#lastLines();
    const abandoned = new Uint8Array(this.#turns.length);
    let any = false;
    for (const [anchor, all] of this.#forks) {
      const fork = all.filter((turn) => this.#turns[turn]?.counts === true);
      if (fork.length < 2 || (anchor === 0 && !this.#isProven(fork, live))) continue;
      const latest = fork.reduce((a, b) => ((last[b] ?? 0) > (last[a] ?? 0) ? b : a));
      const kept = fork.find((turn) => live.has(turn)) ?? latest;
      for (const turn of fork) if (turn !== kept) abandoned[turn] = 1;
      any = true;
    }
    for (const [turn, { before }] of this.#turns.entries()) if (abandoned[before] === 1) abandoned[turn] = 1;
    return any ? abandoned : null;
  }

  /** The turns on the branch on which the conversation goes on. */
  #liveTurns(): ReadonlySet<number> {
    const leaf = this.#leaf === null ? null : this.#lines.byUuid.get(this.#leaf);
    const live = new Set<number>();
    let turn = this.#turnOf.at(leaf ?? Math.max(0, this.#lastLine)) - 2;
    while (turn >= 0 && !live.has(turn)) {
      live.add(turn);
      turn = this.#turns[turn]?.before ?? -1;
    }
    return live;
  }

  /** The last line of each turn and of all that came after it on its branch. */
  #lastLines(): Float64Array {
    const last = Float64Array.from(this.#turns, (turn) => turn.last);
    for (let turn = last.length - 1; turn >= 0; turn--) {
      const before = this.#turns[turn]?.before ?? -1;
      if (before >= 0) last[before] = Math.max(last[before] ?? 0, last[turn] ?? 0);
    }
    return last;
  }

  /**
   * Two beginnings may also come from a broken chain. They are a rewind if something descends from all but the last of
   * them, and if the chain is whole everywhere else or Claude Code names the one to go on from.
   */
  #isProven(fork: readonly number[], live: ReadonlySet<number>): boolean {
    if (!fork.slice(0, -1).every((turn) => this.#turns[turn]?.goesOn === true)) return false;
    return this.#isWhole || (this.#leaf !== null && fork.some((turn) => live.has(turn)));
  }
}
