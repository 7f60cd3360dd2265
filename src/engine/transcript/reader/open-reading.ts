import fs from 'node:fs';
import { basename, join } from 'node:path';
import type { LayoutGrowth, OutlineItem, ReaderEntry, ReaderFacts, ReaderPart } from '../../../shared/reading.ts';
import { entryKinds } from '../../../shared/reading.ts';
import { isFolder } from '../../files.ts';
import { openPlainFile } from '../plain-file.ts';
import { AgentFiles } from './agent-files.ts';
import { EntryBuilder } from './entry-builder.ts';
import { USUAL_LIMITS } from './excerpt.ts';
import type { Limits } from './excerpt.ts';
import { FactsBuilder } from './facts/index.ts';
import { FileWatch } from './file-watch.ts';
import { findInAgents } from './find-in-agents.ts';
import { findIn } from './find.ts';
import { LineFeed } from './line-feed.ts';
import { LineStore } from './line-store.ts';
import { occursBefore } from './occurs-before.ts';
import { Parts } from './parts.ts';
import { ReadingIndex } from './reading-index.ts';
import type { FindQuery, Growth, Reading, ReadingOptions, ReadingSizes } from './reading.ts';
import { Sources, uuidOf } from './sources.ts';

const USUAL_SIZES: ReadingSizes = {
  window: 512 << 10,
  longestLine: 32 << 20,
  longMetadata: 64 << 10,
  longestPart: 32 << 20,
};

/** Opens a transcript for reading; nothing of it is read yet. Throws what the file system throws. */
export function openReading(path: string, options: ReadingOptions): Reading {
  return new FileReading(path, options);
}

/** So many bytes of the end are tried, one after the other, until so many entries are certain: some screens of them. */
const TAIL_BYTES = [128 << 10, 512 << 10, 2 << 20];
const TAIL_ENTRIES = 40;

/**
 * The end of a transcript, ahead of the rest: its last lines, all of them read. Null where too little of it is certain.
 * Throws what the file system throws.
 */
export function openTail(path: string, options: ReadingOptions): Reading | null {
  for (const lastBytes of TAIL_BYTES) {
    const reading = openReading(path, { ...options, lastBytes });
    while (!reading.index({ ms: Infinity }));
    const { kinds } = reading.layout(0);
    const shown = kinds.slice(reading.first).filter((kind) => entryKinds[kind] !== 'metadata');
    if (shown.length >= TAIL_ENTRIES) return reading;
    reading.close();
  }
  return null;
}

/** All that hangs on one file as it is now. A file that was replaced has another. */
interface Pass {
  fd: number;
  watch: FileWatch;
  feed: LineFeed;
  index: ReadingIndex;
  facts: FactsBuilder;
  store: LineStore;
  sources: Sources;
  builder: EntryBuilder;
  parts: Parts;
  /** Where in the file it begins. */
  start: number;
  /** Known once it was asked for. */
  first: number | null;
  /** What it begins with is the rest of a line. */
  isMidLine: boolean;
  /** The end was reached, as far as the file goes. */
  done: boolean;
}

class FileReading implements Reading {
  readonly #path: string;
  readonly #options: ReadingOptions;
  readonly #sizes: ReadingSizes;
  readonly #agents: AgentFiles;
  #pass: Pass;

  constructor(path: string, options: ReadingOptions) {
    this.#path = path;
    this.#options = options;
    this.#sizes = { ...USUAL_SIZES, ...options.sizes };
    this.#agents = new AgentFiles(options.sessionDir);
    this.#pass = this.#begin();
  }

  get first(): number {
    const pass = this.#pass;
    const { fd, index, start } = pass;
    pass.first ??= index.certainFrom((uuid) => occursBefore(fd, start, uuid));
    return pass.first;
  }

  get count(): number {
    return this.#pass.index.entries.count;
  }

  index({ ms }: { ms: number }): boolean {
    const pass = this.#pass;
    const until = performance.now() + ms;
    while (!pass.done && !this.#isAborted()) {
      this.#readLine(pass);
      if (performance.now() > until) return false;
    }
    return this.#isAborted() || this.#isTail || pass.facts.readAgents({ ms: Math.max(1, until - performance.now()) });
  }

  grow(): Growth {
    if (this.#isTail) return 'same';
    const pass = this.#pass;
    const growth = pass.watch.look(pass.feed.readTo);
    if (growth === 'grew') pass.done = false;
    return growth === 'replaced' && !this.#beginAnew() ? 'same' : growth;
  }

  layout(from: number): Omit<LayoutGrowth, 'reading'> {
    const { index, feed, watch, done } = this.#pass;
    const { entries, changed } = index;
    const known = [...changed].filter((entry) => entry < from).sort((a, b) => a - b);
    changed.clear();
    return {
      from: Math.min(from, entries.count),
      kinds: entries.kinds.from(from),
      times: entries.times.from(from),
      lengths: entries.lengths.from(from),
      changed: known,
      branches: index.branches(),
      read: { bytes: feed.readTo, of: Math.max(watch.size, feed.readTo), done },
      leftOut: { ...index.leftOut },
    };
  }

  entries(from: number, count: number, limits: Limits = USUAL_LIMITS): ReaderEntry[] {
    const { builder } = this.#pass;
    const length = Math.max(0, Math.min(count, this.count - from));
    return Array.from({ length }, (_, i) => builder.build(from + i, limits));
  }

  part(id: string): ReaderPart | null {
    return this.#pass.parts.read(id);
  }

  outline(): OutlineItem[] {
    const { index } = this.#pass;
    return index.outline.items((entry) => index.entries.times.at(entry));
  }

  facts(): ReaderFacts {
    const { facts, done } = this.#pass;
    const agentsRead = done && facts.readAgents({ ms: 0 });
    return { ...facts.facts(), complete: agentsRead };
  }

  find(query: FindQuery): ReturnType<Reading['find']> {
    const { fd, index, builder, done } = this.#pass;
    const hasResultFiles = isFolder(join(this.#options.sessionDir, 'tool-results'));
    return findIn({ fd, index, builder, done, longestLine: this.#sizes.longestLine, hasResultFiles }, query);
  }

  findInAgents(query: FindQuery): ReturnType<Reading['findInAgents']> {
    const { sessionDir } = this.#options;
    return findInAgents(this, query, (agent) => {
      const own = this.#agents.place(agent, this.#path);
      return own === null ? null : openReading(own.path, { sessionDir, run: own.run });
    });
  }

  locate(uuid: string): number | null {
    const { index, store } = this.#pass;
    const number = index.lines.byUuid.get(uuid);
    const entry = number === null ? 0 : index.lines.entries.at(number);
    if (number === null || entry === 0) return null;
    const line = store.read(number);
    return line !== null && uuidOf(line) !== uuid ? null : entry - 1;
  }

  close(): void {
    fs.closeSync(this.#pass.fd);
  }

  /** False where the other file cannot be read: it may be half-way there, and is looked at again. */
  #beginAnew(): boolean {
    const before = this.#pass;
    try {
      this.#pass = this.#begin();
    } catch {
      return false;
    }
    fs.closeSync(before.fd);
    return true;
  }

  #begin(): Pass {
    const { sessionDir, run = 'main', lastBytes = Infinity } = this.#options;
    const { longestLine, longestPart, longMetadata } = this.#sizes;
    const { fd, size } = openPlainFile(this.#path);
    const facts = new FactsBuilder(sessionDir, run === 'main' ? 'main' : 'agent');
    const start = Math.max(0, size - lastBytes);
    const isTail = start > 0;
    const index = new ReadingIndex({ name: basename(this.#path, '.jsonl'), run, longMetadata, facts, isTail });
    const store = new LineStore(fd, index.lines, longestLine);
    const sources = new Sources(index.entries, store);
    const hasAgent = (agent: string): boolean => this.#agents.has(agent);
    const builder = new EntryBuilder(index, store, sources, { sessionDir, longestLine, hasAgent });
    return {
      fd,
      watch: new FileWatch(this.#path, fd, size),
      feed: new LineFeed(fd, this.#sizes, start),
      index,
      facts,
      store,
      sources,
      builder,
      parts: new Parts(index, store, sources, builder, { sessionDir, longestPart }),
      start,
      first: null,
      isMidLine: isTail,
      done: false,
    };
  }

  get #isTail(): boolean {
    return this.#options.lastBytes !== undefined;
  }

  #readLine(pass: Pass): void {
    const { feed, index, watch } = pass;
    const fed = feed.next();
    if (fed === 'more') return;
    if (fed !== 'end') {
      if (!pass.isMidLine) index.add(fed);
      pass.isMidLine = false;
      return;
    }
    const { tail } = feed;
    if (tail !== null && !pass.isMidLine && index.addTail(tail)) feed.takeTail();
    watch.reached(feed.position);
    pass.done = true;
  }

  #isAborted(): boolean {
    return this.#options.signal?.aborted === true;
  }
}
