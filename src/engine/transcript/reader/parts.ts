import type { ReaderPart } from '../../../shared/reading.ts';
import { blocksOf } from '../prompt.ts';
import { stringAt } from '../../files.ts';
import type { EntryBuilder } from './entry-builder.ts';
import { safeText, UNCUT } from './excerpt.ts';
import { jsonText } from './json-text.ts';
import type { LineStore } from './line-store.ts';
import { dataOf, isBase64, mediaTypeOf } from './media.ts';
import { readPartId, valueAt } from './part-ids.ts';
import type { PartId } from './part-ids.ts';
import type { ReadingIndex } from './reading-index.ts';
import type { Sources } from './sources.ts';
import { readToolResult } from './tool-results.ts';
import { makeToolPart } from './views/index.ts';

export interface PartOptions {
  sessionDir: string;
  /** In UTF-16 units, or bytes of a line that was not read. */
  longestPart: number;
}

/** Gives the whole of what an entry only begins. Names come from a face: whatever does not lead anywhere is null. */
export class Parts {
  readonly #index: ReadingIndex;
  readonly #store: LineStore;
  readonly #sources: Sources;
  readonly #builder: EntryBuilder;
  readonly #options: PartOptions;

  constructor(index: ReadingIndex, store: LineStore, sources: Sources, builder: EntryBuilder, options: PartOptions) {
    this.#index = index;
    this.#store = store;
    this.#sources = sources;
    this.#builder = builder;
    this.#options = options;
  }

  read(name: string): ReaderPart | null {
    const id = readPartId(name);
    if (id === null || id.entry >= this.#index.entries.count) return null;
    switch (id.kind) {
      case 'text':
        return this.#text(id);
      case 'json':
        return this.#json(id);
      case 'raw':
        return this.#raw(id);
      case 'media':
        return this.#media(id);
      default:
        return this.#ofTool(id);
    }
  }

  #text({ entry }: PartId): ReaderPart | null {
    const found = this.#sources.of(entry)?.piece;
    const piece = found?.kind === 'compaction' ? this.#sources.belongingTo(entry)?.piece : found;
    return piece !== undefined && 'text' in piece ? this.#cut(piece.text) : null;
  }

  #json({ entry }: PartId): ReaderPart | null {
    const found = this.#sources.of(entry);
    if (found === null) return this.#raw({ entry, kind: 'raw', path: [] });
    const { line, piece } = found;
    return this.#cut(jsonText(piece.kind === 'metadata' ? piece.value : line));
  }

  #raw({ entry }: PartId): ReaderPart {
    const { lines, entries } = this.#index;
    const number = entries.lines.at(entry);
    const { longestPart } = this.#options;
    const text = safeText(this.#store.text(number, longestPart));
    return { is: 'text', text, whole: lines.lengths.at(number) <= longestPart };
  }

  #media({ entry, path }: PartId): ReaderPart | null {
    const piece = this.#sources.of(entry)?.piece;
    if (piece?.kind !== 'prompt' && piece?.kind !== 'reply') return null;
    return mediaPart(valueAt(piece.media, path));
  }

  #ofTool({ entry, kind, path }: PartId): ReaderPart | null {
    const tool = this.#sources.tool(entry);
    if (tool === null) return null;
    const { call, result } = tool;
    switch (kind) {
      case 'input':
        return this.#cut(asText(valueAt(call.input, path)));
      case 'output':
        return this.#cut(asText(valueAt(result?.content, path)));
      case 'sidecar':
        return this.#cut(asText(valueAt(result?.sidecar, path)));
      case 'output-media':
        return mediaPart(valueAt(result?.content, path));
      case 'sidecar-media':
        return mediaPart(valueAt(result?.sidecar, path));
      case 'file':
        return this.#file(path[0] ?? '');
      case 'made':
        return this.#cut(makeToolPart(path[0] ?? '', call, result, this.#builder.context(entry, UNCUT)));
      default:
        return null;
    }
  }

  #file(name: string): ReaderPart | null {
    const { sessionDir, longestPart } = this.#options;
    const found = readToolResult(sessionDir, name, longestPart);
    return found === null ? null : { is: 'text', text: safeText(found.text), whole: found.whole };
  }

  #cut(text: string | null): ReaderPart | null {
    if (text === null) return null;
    const { longestPart } = this.#options;
    const whole = text.length <= longestPart;
    return { is: 'text', text: safeText(whole ? text : text.slice(0, longestPart)), whole };
  }
}

/** A list of blocks is its texts, as the tool's own view shows it. */
function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return jsonText(value);
  const texts = blocksOf(value).map((block) => (block['type'] === 'text' ? stringAt(block, 'text') : null));
  return texts.some((text) => text !== null) ? texts.filter((text) => text !== null).join('\n') : jsonText(value);
}

function mediaPart(value: unknown): ReaderPart | null {
  const data = dataOf(value);
  const mediaType = data === null ? null : mediaTypeOf(data);
  return data === null || mediaType === null || !isBase64(data) ? null : { is: 'media', mediaType, data };
}
