import type { Media } from '../../../shared/reading.ts';
import { isObject, stringAt } from '../../files.ts';
import { blocksOf } from '../prompt.ts';

type MediaType = NonNullable<Media['mediaType']>;

/** How the files begin, and from which byte on: what a file is itself counts, not what stands beside it. */
const BEGINNINGS: readonly (readonly [MediaType, number, string])[] = [
  ['image/png', 0, '\x89PNG'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['application/pdf', 0, '%PDF'],
];
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const DATA_URI = /^data:[a-z0-9.+/-]{1,80};base64,/i;

/** What base64 data is; null where it is none, or nothing that a face may show. */
export function mediaTypeOf(data: string): MediaType | null {
  const beginning = Buffer.from(data.slice(0, 24), 'base64').toString('latin1');
  const found = BEGINNINGS.find(([, at, bytes]) => beginning.startsWith(bytes, at));
  return found === undefined ? null : found[0];
}

/** The base64 data of an image or document block, or of a value that is such data itself; null for everything else. */
export function dataOf(value: unknown): string | null {
  if (typeof value === 'string') return value.replace(DATA_URI, '');
  const source = isObject(value) ? value['source'] : null;
  if (!isObject(source) || source['type'] !== 'base64') return null;
  return stringAt(source, 'data');
}

/** Base64 and nothing else: it goes into an address that a face makes of it. */
export const isBase64 = (data: string): boolean => BASE64.test(data);

/** The words of a document block that holds text and no file; null for every other value. */
export function documentText(value: unknown): string | null {
  const source = isObject(value) && value['type'] === 'document' ? value['source'] : null;
  if (!isObject(source)) return null;
  if (source['type'] === 'text') return stringAt(source, 'data');
  if (source['type'] !== 'content') return null;
  const { content } = source;
  const texts = blocksOf(content).flatMap((block) => stringAt(block, 'text') ?? []);
  return texts.length === 0 ? null : texts.join('\n');
}

/** Whether a block is shown as a picture or as pages. */
export const isMedia = (block: unknown): boolean =>
  isObject(block) && (block['type'] === 'image' || (block['type'] === 'document' && documentText(block) === null));

/**
 * An image or document block (docs/formats/transcripts.md 1.7); null for every other value. `part` asks for its data.
 */
export function mediaOf(block: unknown, part: string): Media | null {
  const is = stringAt(block, 'type');
  if ((is !== 'image' && is !== 'document') || !isMedia(block)) return null;
  const data = dataOf(block);
  const mediaType = data === null ? null : mediaTypeOf(data);
  const name = stringAt(block, 'title');
  return {
    is,
    mediaType,
    name,
    bytes: data === null ? 0 : Math.floor((data.length * 3) / 4),
    part: mediaType === null ? null : part,
  };
}
