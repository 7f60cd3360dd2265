import type { EntryKind, Excerpted, Media, ReaderEntry } from '../../../shared/reading.ts';
import { isObject, stringAt } from '../../files.ts';
import { cutText } from '../cut-text.ts';
import { timeOf } from '../line.ts';
import type { Line } from '../line.ts';
import { excerpt, safeText } from './excerpt.ts';
import type { Limits } from './excerpt.ts';
import { jsonText } from './json-text.ts';
import type { LineStore } from './line-store.ts';
import { mediaOf } from './media.ts';
import { peek } from './peek.ts';
import { partId, toolParts } from './part-ids.ts';
import type { PartKind } from './part-ids.ts';
import { metadata } from './pieces/piece.ts';
import type { Piece } from './pieces/piece.ts';
import type { ReadingIndex } from './reading-index.ts';
import { inlineAgentName } from './sidechains.ts';
import { uuidOf } from './sources.ts';
import type { Found, Sources } from './sources.ts';
import type { ViewContext } from './tool-call.ts';
import { viewTool } from './views/index.ts';

/** In bytes. Longer metadata is shown as the file has it, because indenting megabytes to show a page is a waste. */
const LONG_METADATA = 256 << 10;
const LONGEST_NAME = 400;
const MOST_OF_A_LEFT_OUT = 64 << 10;
const PEEK = 1024;

export interface BuilderOptions {
  sessionDir: string;
  longestLine: number;
  hasAgent: (agent: string) => boolean;
}

/** Makes an entry from the index and from its lines on the disk. */
export class EntryBuilder {
  readonly #index: ReadingIndex;
  readonly #store: LineStore;
  readonly #sources: Sources;
  readonly #options: BuilderOptions;

  constructor(index: ReadingIndex, store: LineStore, sources: Sources, options: BuilderOptions) {
    this.#index = index;
    this.#store = store;
    this.#sources = sources;
    this.#options = options;
  }

  build(entry: number, limits: Limits): ReaderEntry {
    const { entries } = this.#index;
    const kind = entries.kind(entry);
    const found = kind === 'left-out' || this.#isLongMetadata(entry) ? null : this.#sources.of(entry);
    if (found === null) return this.#unread(entry, kind, limits);
    const { line, piece } = found;
    if (kind === 'metadata') return this.#metadata(entry, line, piece, limits);
    return this.#readable(entry, found, limits) ?? this.#metadata(entry, line, metadata(line), limits);
  }

  #readable(entry: number, { line, piece }: Found, limits: Limits): ReaderEntry | null {
    const base = this.#base(entry, line);
    const prose = (text: string): Excerpted => excerpt(text, partId(entry, 'text'), limits.prose);
    const output = (text: string): Excerpted => excerpt(text, partId(entry, 'text'), limits.output);
    switch (piece.kind) {
      case 'prompt':
        return { ...base, kind: 'prompt', how: piece.how, text: prose(piece.text), media: media(entry, piece.media) };
      case 'reply':
        return {
          ...base,
          ...this.#message(entry, line),
          kind: 'reply',
          text: prose(piece.text),
          media: media(entry, piece.media),
          cutOff: piece.cutOff,
        };
      case 'thinking': {
        const text = piece.text === null ? null : prose(piece.text);
        return { ...base, ...this.#message(entry, line), kind: 'thinking', text, durationMs: thought(line) };
      }
      case 'tool':
      case 'result':
        return this.#tool(entry, base, line, limits);
      case 'compaction': {
        const summary = this.#sources.belongingTo(entry)?.piece;
        const text = summary?.kind === 'summary' ? prose(summary.text) : null;
        return { ...base, ...piece, summary: text };
      }
      case 'summary':
        return {
          ...base,
          kind: 'compaction',
          by: null,
          tokensBefore: null,
          tokensAfter: null,
          summary: prose(piece.text),
        };
      case 'note':
        return { ...base, kind: 'note', note: piece.note, text: piece.text === null ? null : output(piece.text) };
      case 'attachment': {
        const text = piece.text === null ? null : output(piece.text);
        return { ...base, kind: 'attachment', what: piece.what, name: nameOf(piece.name), text };
      }
      case 'metadata':
        return null;
    }
  }

  #tool(entry: number, base: Base, line: Line, limits: Limits): ReaderEntry | null {
    const tool = this.#sources.tool(entry);
    if (tool === null) return null;
    const { call, result } = tool;
    const view = viewTool(call, result, this.context(entry, limits));
    const end = result === null || result.line === line ? null : timeOf(result.line);
    const durationMs = end === null || base.at === null || end < base.at ? null : end - base.at;
    const status = view.status === 'waiting' && this.#index.isGivenUp(entry) ? 'none' : view.status;
    return {
      ...base,
      ...this.#message(entry, line),
      ...view,
      kind: 'tool',
      name: nameOf(call.name),
      status,
      durationMs,
    };
  }

  /** Returns what a view of a tool's call needs. */
  context(entry: number, limits: Limits): ViewContext {
    const { sessionDir, hasAgent } = this.#options;
    const root = this.#index.sidechains.agentOf(entry);
    return {
      limits,
      sessionDir,
      parts: toolParts(entry),
      cut: (text, part) => excerpt(text, part, limits.output),
      hasAgent,
      inlineAgent: root === null ? null : inlineAgentName(root),
      mediaOf,
    };
  }

  /** A repeated line has the time of its first occurrence. */
  #base(entry: number, line: Line): Base {
    return { entry, uuid: uuidOf(line), at: this.#index.entries.times.at(entry) || null };
  }

  #message(entry: number, line: Line): { model: string | null; message: string | null; opens: boolean } {
    const message = line['message'];
    const said = line['type'] === 'assistant' && isObject(message) ? message : {};
    const model = stringAt(said, 'model');
    const id = stringAt(said, 'id');
    return {
      model: model === null ? null : nameOf(model),
      message: id === null ? null : nameOf(id),
      opens: this.#index.entries.opens.at(entry) === 1,
    };
  }

  #metadata(entry: number, line: Line, piece: Piece, limits: Limits): ReaderEntry {
    const shown = piece.kind === 'metadata' ? piece : metadata(line, line['isSidechain'] === true ? 'sidechain' : null);
    const { name, value } = shown.kind === 'metadata' ? shown : { name: 'line', value: line };
    const json = excerpt(jsonText(value), partId(entry, 'json'), limits.output);
    return { ...this.#base(entry, line), kind: 'metadata', name: nameOf(name), json };
  }

  #isLongMetadata(entry: number): boolean {
    const { entries, lines } = this.#index;
    return entries.kind(entry) === 'metadata' && lines.lengths.at(entries.lines.at(entry)) > LONG_METADATA;
  }

  /** For a line that cannot be parsed: its beginning, as the file has it. */
  #unread(entry: number, kind: EntryKind, limits: Limits): ReaderEntry {
    const { entries, lines } = this.#index;
    const number = entries.lines.at(entry);
    const bytes = lines.lengths.at(number);
    const line = peek(this.#store.text(number, PEEK));
    const base = this.#base(entry, line);
    if (kind === 'metadata') {
      const shown = metadata(line);
      const name = shown.kind === 'metadata' ? nameOf(shown.name) : '';
      return { ...base, kind, name, json: this.#beginning(entry, 'json', limits.output) };
    }
    const why = bytes >= this.#options.longestLine ? 'too-long' : 'damaged';
    const text = this.#beginning(entry, 'raw', Math.min(limits.output, MOST_OF_A_LEFT_OUT));
    // Nothing in a damaged line is trusted.
    const uuid = why === 'damaged' ? null : base.uuid;
    return { ...base, uuid, kind: 'left-out', why, bytes, text };
  }

  #beginning(entry: number, kind: PartKind, most: number): Excerpted {
    const number = this.#index.entries.lines.at(entry);
    const bytes = this.#index.lines.lengths.at(number);
    const text = safeText(this.#store.text(number, most));
    return bytes <= most
      ? { text, length: text.length, part: null }
      : { text, length: bytes, part: partId(entry, kind) };
  }
}

type Base = Pick<ReaderEntry, 'entry' | 'uuid' | 'at'>;

const media = (entry: number, blocks: readonly unknown[]): Media[] =>
  blocks.flatMap((block, i) => mediaOf(block, partId(entry, 'media', [i])) ?? []);

/** Returns how long the model thought, in milliseconds; null if the line does not say. */
function thought(line: Line): number | null {
  const ms = line['thinkingDurationMs'];
  return typeof ms === 'number' && Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** Names come from the file, too, and may be anything. */
const nameOf = (text: string): string => safeText(cutText(text, LONGEST_NAME)).replaceAll('\n', ' ');
