import type { EntryKind, LayoutGrowth } from '../../../shared/reading.ts';
import { isObject, stringAt } from '../../files.ts';
import { parseLine } from '../line.ts';
import type { Line } from '../line.ts';
import { readUserLine } from '../prompt.ts';
import { Certainty } from './certainty.ts';
import { Entries, FORK_MARK } from './entries.ts';
import { ForkFinder } from './forks.ts';
import { KeyTable } from './key-table.ts';
import type { FedLine } from './line-feed.ts';
import { Lines } from './lines.ts';
import { Outline } from './outline.ts';
import { peek, peekEnd } from './peek.ts';
import { kindOf } from './pieces/piece.ts';
import type { Piece } from './pieces/piece.ts';
import { piecesOf } from './pieces/pieces.ts';
import type { ReadingOptions } from './reading.ts';
import { Rewinds } from './rewinds.ts';
import { inlineAgentName, Sidechains } from './sidechains.ts';
import { quickTimeOf } from './time.ts';

/** Lines of which nobody is shown more than that they are there, unless they ask. */
const HIDDEN: ReadonlySet<unknown> = new Set([
  'progress',
  'api-request',
  'api-request-blob',
  'api-request-shape',
  'file-history-snapshot',
  'file-history-delta',
]);
const PEEK = 1024;
/** What is a message of the model, block by block. */
const SAID_BY_MODEL: ReadonlySet<EntryKind> = new Set<EntryKind>(['reply', 'thinking', 'tool']);

/** Whoever counts what stands above a conversation. */
export interface LineTaker {
  /** Each line of the run once, in file order. `entry`: the first that it became, or -1; `at`: epoch milliseconds. */
  add: (line: Line, entry: number, at: number | null) => void;
  /** The last content of a line that stands in the file again. */
  addAgain: (line: Line) => void;
  /** A subagent in the conversation's own file, and the call that started it. */
  seeInlineAgent: (agent: string, entry: number) => void;
}

export interface IndexOptions {
  /** The transcript's name, without its ending. */
  name: string;
  run: NonNullable<ReadingOptions['run']>;
  longMetadata: number;
  facts: LineTaker;
  /** The first line that it gets is not the first of the file. */
  isTail?: boolean;
}

interface Numbered {
  number: number;
  line: Line;
  /** Epoch milliseconds. */
  at: number | null;
}

/** Takes in line after line, and knows of each entry what it is and where it comes from. */
export class ReadingIndex {
  readonly lines = new Lines();
  readonly entries = new Entries();
  readonly outline = new Outline();
  readonly sidechains = new Sidechains(this.lines);
  readonly leftOut: LayoutGrowth['leftOut'] = { lines: 0, bytes: 0, duplicates: 0 };
  /** Entries that are other than they were when this was last emptied. */
  readonly changed = new Set<number>();

  /** Lines that were too long to be read. */
  tooLong = 0;

  readonly #facts: LineTaker;
  readonly #certainty: Certainty | null;
  readonly #run: IndexOptions['run'];
  readonly #longMetadata: number;
  readonly #rewinds = new Rewinds(this.lines);
  readonly #forks: ForkFinder;
  readonly #messages = new KeyTable();
  /** The message that the last line was of. */
  #message: string | null = null;
  readonly #calls = new KeyTable();
  /** Calls without a result, since the model began its last message. */
  readonly #waiting = new Set<number>();
  /** The entry with which the model's last message begins, or the person's last prompt. */
  #lastOpening = -1;
  /** A compaction whose summary is still to come; -1 where there is none. */
  #compaction = -1;
  /** Of notes that the file repeats: the last of each. */
  readonly #notes = new Map<string, string>();
  #wasInterrupted = false;

  constructor({ name, run, longMetadata, facts, isTail = false }: IndexOptions) {
    this.#certainty = isTail ? new Certainty(this.lines) : null;
    this.#run = run;
    this.#longMetadata = longMetadata;
    this.#forks = new ForkFinder(name);
    this.#facts = facts;
  }

  /** Takes in a line of the file. */
  add(fed: FedLine): void {
    const { bytes, start, end } = fed;
    if (fed.tooLong) return this.#leaveOut(fed, peek(bytes.toString('utf8', start, Math.min(end, start + PEEK))));
    if (end === start) return;
    if (fed.length > this.#longMetadata && this.#addHidden(fed)) return;
    const { objects, bad } = parseLine(bytes.toString('utf8', start, end));
    for (const [place, line] of objects.entries()) this.#addLine(fed, place, line);
    if (bad) this.#leaveOut(fed, {});
  }

  /** Takes in the last line of the file, to which the newline is missing; false where it is not whole. */
  addTail(fed: FedLine): boolean {
    const text = fed.tooLong ? '' : fed.bytes.toString('utf8', fed.start, fed.end);
    if (!text.trimEnd().endsWith('}')) return false;
    const { objects, bad } = parseLine(text);
    if (bad || objects.length === 0) return false;
    for (const [place, line] of objects.entries()) this.#addLine(fed, place, line);
    return true;
  }

  /** Whether the model went on without this call's result, or somebody said something else. */
  isGivenUp(entry: number): boolean {
    return entry < this.#lastOpening;
  }

  /**
   * The first entry that would be the same if all before it had been read as well. `isKnown`: whether a uuid stands before
   * what was read.
   */
  certainFrom(isKnown: (uuid: string) => boolean): number {
    if (this.#certainty === null) return 0;
    const { rootUuid } = this.#certainty;
    const isRepeated = rootUuid !== null && isKnown(rootUuid);
    if (isRepeated || !this.#certainty.goesOnFrom(this.#rewinds.leaf)) return this.entries.count;
    const { from } = this.#certainty;
    return Math.max(from, ...this.branches().map((branch) => (branch.from < from ? branch.to + 1 : 0)));
  }

  branches(): LayoutGrowth['branches'] {
    return this.#rewinds.branches(this.entries);
  }

  /** A line whose body is not worth its time: what stands before and behind it is enough. */
  #addHidden(fed: FedLine): boolean {
    const { bytes, start, end } = fed;
    const head = peek(bytes.toString('utf8', start, start + PEEK));
    if (!HIDDEN.has(head['type'])) return false;
    this.#addLine(fed, 0, { ...head, ...peekEnd(bytes.toString('utf8', end - PEEK, end)), type: head['type'] }, false);
    return true;
  }

  #leaveOut(fed: FedLine, line: Line): void {
    const number = this.lines.add(fed.offset, fed.length, 0);
    if (this.#claimUuid(line, number) !== null) {
      this.leftOut.duplicates += 1;
      return;
    }
    this.leftOut.lines += 1;
    this.leftOut.bytes += fed.length;
    if (fed.tooLong) this.tooLong += 1;
    if (!this.#isInRun(line, number)) return;
    this.#chain(number, line, []);
    this.#addEntry(number, 'left-out', { line: number, place: 0, at: quickTimeOf(line), length: 200, opens: false });
    this.#certainty?.doubt();
    this.#certainty?.taken(this.entries.count, false);
  }

  /** Makes a line known by its uuid. Answers the one that is known by it already; null where there is none. */
  #claimUuid(line: Line, number: number): number | null {
    const uuid = stringAt(line, 'uuid');
    return uuid === null ? null : this.lines.byUuid.claim(uuid, number);
  }

  #addLine(fed: FedLine, place: number, line: Line, isParsed = true): void {
    const number = this.lines.add(fed.offset, fed.length, place);
    const first = this.#claimUuid(line, number);
    if (first !== null) return this.#addAgain(first, number, line);
    if (!this.#isInRun(line, number)) {
      this.#certainty?.doubt();
      return this.#certainty?.taken(this.entries.count, false);
    }
    const at = quickTimeOf(line);
    this.#certainty?.see(number, line, at, this.entries.count);
    if (this.#run === 'main' && this.#forks.isFork(line, at)) this.#markFork(number, at);
    const pieces = piecesOf(line);
    this.#chain(number, line, pieces);
    for (const [i, piece] of pieces.entries()) this.#addPiece({ number, line, at }, i, piece);
    this.#certainty?.taken(
      this.entries.count,
      pieces.some(({ kind }) => kind !== 'metadata'),
    );
    if (isParsed) this.#facts.add(line, this.lines.counts.at(number) > 0 ? this.lines.entries.at(number) - 1 : -1, at);
  }

  /** Old versions wrote subagents into the same file; they are read apart from the conversation. */
  #isInRun(line: Line, number: number): boolean {
    if (this.#run === 'agent') return true;
    if (line['isSidechain'] !== true) return this.#run === 'main';
    const root = this.sidechains.add(number, line);
    if (this.#run !== 'main') return root === this.#run;
    const call = this.sidechains.callOf(root);
    if (call === null) {
      this.#addEntry(number, 'metadata', { line: number, place: 0, at: quickTimeOf(line), length: 0, opens: false });
    } else {
      this.lines.entries.set(number, call + 1);
      if (root === number) this.#seeAgent(root, call);
    }
    this.#facts.add(line, -1, quickTimeOf(line));
    return false;
  }

  #seeAgent(root: number, call: number): void {
    this.changed.add(call);
    this.#facts.seeInlineAgent(inlineAgentName(root), call);
  }

  #chain(number: number, line: Line, pieces: readonly Piece[]): void {
    if (line['type'] === 'last-prompt') this.#rewinds.seeLeaf(line);
    if (stringAt(line, 'uuid') === null) return;
    const said = line['type'] === 'user' && pieces[0]?.kind === 'prompt' ? readUserLine(line).is : 'other';
    const asks = said === 'prompt' ? 'prompt' : said === 'command' || said === 'shell' ? 'command' : null;
    this.#rewinds.add(number, line, asks);
  }

  #addPiece({ number, line, at }: Numbered, place: number, piece: Piece): void {
    if (piece.kind === 'result' && this.#addResult(number, place, piece.id)) return;
    if (piece.kind === 'summary' && this.#addSummary(number, place)) return;
    if (this.#certainty !== null && (piece.kind === 'result' || piece.kind === 'summary'))
      return this.#certainty.doubt();
    const kind = this.#isRepeated(piece) ? 'metadata' : kindOf(piece);
    const opens = SAID_BY_MODEL.has(kind) && this.#opens(line, place);
    const entry = this.#addEntry(number, kind, {
      line: number,
      place,
      at,
      length: lengthOf(piece),
      opens,
    });
    if (opens || (piece.kind === 'prompt' && piece.how !== 'queued')) this.#giveUp(entry);
    if (piece.kind === 'prompt') this.outline.set(entry, piece.text);
    if (piece.kind === 'compaction') this.#compaction = entry;
    if (piece.kind === 'tool') this.#addCall(entry, piece.id, piece.input);
    if (kind !== 'metadata') this.#wasInterrupted = piece.kind === 'note' && piece.note === 'interrupted';
  }

  #addEntry(number: number, kind: EntryKind, from: Parameters<Entries['add']>[1]): number {
    const entry = this.entries.add(kind, from);
    if (this.lines.counts.at(number) === 0) this.lines.entries.set(number, entry + 1);
    this.lines.counts.set(number, Math.min(this.lines.counts.at(number) + 1, 0xffff));
    return entry;
  }

  #addCall(entry: number, id: string | null, input: unknown): void {
    if (id !== null) this.#calls.set(id, entry);
    this.#waiting.add(entry);
    this.sidechains.seeCall(entry, input);
  }

  /**
   * By its id and not by its parent: results of parallel calls hang on one another (docs/formats/transcripts.md 2.4).
   */
  #addResult(number: number, place: number, id: string | null): boolean {
    const call = id === null ? null : this.#calls.get(id);
    if (call === null) return false;
    this.#join(call, number, place);
    this.#waiting.delete(call);
    return true;
  }

  #addSummary(number: number, place: number): boolean {
    if (this.#compaction < 0) return false;
    this.#join(this.#compaction, number, place);
    this.#compaction = -1;
    return true;
  }

  #join(entry: number, number: number, place: number): void {
    this.entries.setOther(entry, number, place);
    if (this.lines.counts.at(number) === 0) this.lines.entries.set(number, entry + 1);
    this.changed.add(entry);
  }

  /** What the file says over and over, and two words about one interruption, are shown once. */
  #isRepeated(piece: Piece): boolean {
    if (piece.kind !== 'note') return false;
    if (piece.note === 'interrupted') return this.#wasInterrupted;
    if (piece.once === null || this.#notes.get(piece.note) === piece.once) return piece.once !== null;
    if (!this.#notes.has(piece.note)) this.#certainty?.doubt();
    this.#notes.set(piece.note, piece.once);
    return false;
  }

  #opens(line: Line, place: number): boolean {
    const message = line['message'];
    const id = isObject(message) ? stringAt(message, 'id') : null;
    if (id === null) return place === 0;
    if (id === this.#message) return false;
    this.#message = id;
    return this.#messages.claim(id, 1) === null;
  }

  #giveUp(opening: number): void {
    this.#lastOpening = opening;
    for (const call of this.#waiting) if (call < opening) this.changed.add(call);
    this.#waiting.clear();
    if (this.entries.kind(opening) === 'tool') this.#waiting.add(opening);
  }

  #markFork(number: number, at: number | null): void {
    this.#certainty?.doubt();
    this.entries.add('note', { line: number, place: FORK_MARK, at, length: 0, opens: false });
  }

  /** A line that was written twice: its first place, its last content (docs/formats/transcripts.md 2.5). */
  #addAgain(first: number, number: number, line: Line): void {
    this.leftOut.duplicates += 1;
    this.lines.entries.set(number, this.lines.entries.at(first));
    this.#rewinds.addAgain(number, first);
    if (this.#run === 'main' && line['isSidechain'] === true) return;
    this.#facts.addAgain(line);
    const pieces = piecesOf(line);
    const from = this.lines.entries.at(first) - 1;
    const places = new Set<number>();
    for (let entry = from; entry < from + this.lines.counts.at(first); entry++) {
      const place = this.entries.places.at(entry);
      places.add(place);
      this.#replace(entry, number, pieces[place]);
    }
    if (this.lines.counts.at(first) === 0 && from < 0) return;
    for (const [place, piece] of pieces.entries()) {
      if (piece.kind === 'result') this.#addResult(number, place, piece.id);
      else if (piece.kind === 'summary') this.#replaceSummary(from, number, place);
      else if (!places.has(place)) this.#addPiece({ number, line, at: quickTimeOf(line) }, place, piece);
    }
  }

  #replaceSummary(entry: number, number: number, place: number): void {
    if (this.entries.kind(entry) === 'compaction') this.#join(entry, number, place);
  }

  #replace(entry: number, number: number, piece: Piece | undefined): void {
    const kind = this.entries.kind(entry);
    if (piece === undefined || (kindOf(piece) !== kind && kind !== 'metadata')) return;
    this.entries.lines.set(entry, number);
    this.changed.add(entry);
    if (kind === 'prompt' && piece.kind === 'prompt') this.outline.set(entry, piece.text);
  }
}

/** About what a reader has to scroll past. */
function lengthOf(piece: Piece): number {
  switch (piece.kind) {
    case 'tool':
      return inputLength(piece.input);
    case 'compaction':
    case 'result':
    case 'metadata':
      return 0;
    default:
      return piece.text?.length ?? 0;
  }
}

function inputLength(input: unknown): number {
  if (!isObject(input)) return 0;
  let length = 0;
  for (const value of Object.values(input)) length += typeof value === 'string' ? value.length : 8;
  return length;
}
