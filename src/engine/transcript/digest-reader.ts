import { basename, dirname } from 'node:path';
import type { Digest } from './digest.ts';
import { DESKTOP, Facts } from './facts.ts';
import { folderNameMatcher } from './folder-name.ts';
import { blocksFromEnd, CHUNK } from './from-end.ts';
import { parseLine, timeOf } from './line.ts';
import type { Line } from './line.ts';
import type { PlainFile } from './plain-file.ts';
import { linesBackwards, linesWhere, linesWith } from './raw-search.ts';
import { Kind, Scanner } from './scanner/scanner.ts';
import type { Hit, Span } from './scanner/scanner.ts';
import { findUuids } from './uuids.ts';
import { LONGEST_LINE, WINDOW, Windows } from './windows.ts';

/** How a file is read, in bytes. */
export interface DigestSizes {
  window: number;
  longestLine: number;
  /** The size of the steps in which the end of the file is read. */
  chunk: number;
}

const USUAL_SIZES: DigestSizes = { window: WINDOW, longestLine: LONGEST_LINE, chunk: CHUNK };

const NEWLINE = 0x0a;
const TIMESTAMP = Buffer.from('"timestamp"');
const ASSISTANT = Buffer.from('"assistant"');
const CWD = Buffer.from('"cwd"');
const ENTRYPOINT = Buffer.from('"entrypoint"');
const DESKTOP_VALUE = Buffer.from(`"${DESKTOP}"`);

/** For these kinds only the last line counts. */
const LAST_HOLDS = Kind.customTitle | Kind.aiTitle | Kind.agentName | Kind.lastPrompt | Kind.relocated | Kind.worktree;
const ALWAYS_READ = Kind.user | Kind.summary | Kind.oddTimestamp;

/** In bytes. A scanner with more memory is not kept for the next file. */
const MOST_ROOM_KEPT = 8 << 20;

let idleScanner: Scanner | null = null;

/**
 * Reads one transcript and parses few of its lines: those at the start, those at the end, and those that the byte
 * scanner points at. The digest is the same as if every line were parsed.
 */
export class DigestReader {
  readonly #file: PlainFile;
  readonly #sizes: DigestSizes;
  readonly #facts: Facts;
  readonly #isFolderCwd: ReturnType<typeof folderNameMatcher>;
  readonly #scanner: Scanner;
  readonly #windows: Windows;
  /** Positions of lines that are not JSON. A set, because some lines are read twice. */
  readonly #bad = new Set<number>();

  constructor(path: string, file: PlainFile, sizes = USUAL_SIZES) {
    this.#file = file;
    this.#sizes = sizes;
    this.#facts = new Facts(path);
    this.#isFolderCwd = folderNameMatcher(basename(dirname(path)));
    this.#scanner = idleScanner ?? new Scanner();
    idleScanner = null;
    this.#windows = new Windows(file, this.#scanner, sizes);
  }

  /** Lines that are appended during the reading count, too, except for the model of the last answer. */
  read(): Digest {
    const windows = this.#windows;
    for (let isFirst = true; windows.next(); isFirst = false) {
      if (isFirst) this.#readEnd();
      this.#readWindow(windows.start, windows.end);
    }
    if (this.#scanner.capacity <= MOST_ROOM_KEPT) idleScanner = this.#scanner;
    const leaves = new Set(this.#facts.summaries.map((summary) => summary.leafUuid));
    const present = leaves.size === 0 ? leaves : findUuids(this.#file, leaves, this.#sizes);
    return this.#facts.digest(present, { bad: this.#bad.size, elided: windows.elided, zeros: windows.zeros });
  }

  /**
   * Looks at the end of the file for the model of the last answer and for a late timestamp. The newest timestamp may be
   * elsewhere, but a late one spares the scanner most of its comparisons.
   */
  #readEnd(): void {
    const windows = this.#windows;
    const all = [windows.room.bytes.subarray(windows.start, windows.end)];
    const blocks = windows.holdsAll ? all : blocksFromEnd(this.#file, this.#sizes);
    let [timeKnown, modelKnown] = [false, false];
    for (const block of blocks) {
      for (const line of linesBackwards(block, [TIMESTAMP, ASSISTANT])) {
        timeKnown ||= this.#facts.seeNewest(line);
        modelKnown ||= this.#facts.seeAnswer(line);
        if (timeKnown && modelKnown) return;
      }
    }
  }

  #readWindow(start: number, end: number): void {
    let at = this.#readStart(start, end);
    if (at >= end) return;
    this.#searchEntrypoint(this.#scanner.bytes.subarray(at, end));
    this.#searchCwd(this.#scanner.bytes.subarray(at, end));
    while (at < end) at = this.#readScanned(at, end);
  }

  /** Reads line by line until the facts of the start are known. Returns where it stopped. */
  #readStart(start: number, end: number): number {
    let at = start;
    while (at < end && !this.#facts.startKnown) {
      const line = this.#lineAt(at, end);
      for (const object of this.#parse(line)) this.#facts.see(object);
      at = line.end + 1;
    }
    return at;
  }

  #searchEntrypoint(window: Buffer): void {
    const facts = this.#facts;
    if (facts.entrypoint === null) {
      for (const line of linesWith(window, ENTRYPOINT)) if (facts.seeEntrypoint(line) !== null) break;
    }
    if (facts.entrypoint === null || facts.entrypoint === DESKTOP) return;
    for (const line of linesWith(window, DESKTOP_VALUE)) if (facts.seeEntrypoint(line) === DESKTOP) return;
  }

  #searchCwd(window: Buffer): void {
    if (this.#facts.folderCwd !== null) return;
    // Of those that differ by case alone the first is enough; one that does not differ may still follow.
    const isWanted = (escaped: string): boolean => this.#isFolderCwd(escaped, this.#facts.similarCwd === null);
    for (const line of linesWhere(window, CWD, isWanted)) if (this.#facts.seeCwd(line)) return;
  }

  /** Reads the lines that the scanner points at. Returns where it stopped. */
  #readScanned(start: number, end: number): number {
    const stoppedAt = this.#scanner.scan(start, end, this.#facts.newest);
    const { hits, newest } = this.#scanner;
    this.#readNames(hits);
    for (const hit of hits) this.#readHit(hit);
    if (newest !== null && !this.#isTimeOf(newest.line, newest.text)) this.#readTimes(start, stoppedAt);
    return Math.max(stoppedAt, start + 1);
  }

  /** Titles and the like are written many times, so they are read from the last one backwards. */
  #readNames(hits: readonly Hit[]): void {
    let missing: number = LAST_HOLDS;
    for (const hit of hits.toReversed()) {
      if ((hit.kinds & missing) === 0) continue;
      for (const line of this.#parse(hit).reverse()) missing &= ~this.#facts.seeName(line, missing);
    }
  }

  #readHit(hit: Hit): void {
    const facts = this.#facts;
    const wanted = facts.queuedPrompt === null ? ALWAYS_READ | Kind.queue : ALWAYS_READ;
    if ((hit.kinds & wanted) === 0) return;
    for (const line of this.#parse(hit)) {
      facts.seeMessage(line);
      facts.seeQueue(line);
      facts.seeSummary(line);
      if (hit.kinds & Kind.oddTimestamp) facts.seeTime(line);
    }
  }

  /** Tells whether the line's own timestamp is this one, and not that of a nested object. If it is, it counts. */
  #isTimeOf(span: Span, text: string): boolean {
    const line = this.#parse(span).find((object) => object['timestamp'] === text && timeOf(object) !== null);
    if (line !== undefined) this.#facts.seeTime(line);
    return line !== undefined;
  }

  #readTimes(start: number, end: number): void {
    for (let at = start; at < end;) {
      const line = this.#lineAt(at, end);
      for (const object of this.#parse(line)) this.#facts.seeTime(object);
      at = line.end + 1;
    }
  }

  #lineAt(start: number, end: number): Span {
    const newline = this.#scanner.bytes.indexOf(NEWLINE, start);
    return { start, end: newline < 0 ? end : Math.min(newline, end) };
  }

  #parse({ start, end }: Span): Line[] {
    if (start === end) return [];
    const parsed = parseLine(this.#scanner.bytes.toString('utf8', start, end));
    const windows = this.#windows;
    // The last line of a file may still be being written.
    const isWhole = end < windows.end;
    if (parsed.bad && isWhole) this.#bad.add(windows.offset + start - windows.start);
    return parsed.objects;
  }
}
