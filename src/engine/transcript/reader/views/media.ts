import type { Media } from '../../../../shared/reading.ts';
import { isMedia } from '../media.ts';
import { at, listAt, textAt } from './shapes.ts';
import type { Work } from './work.ts';
import { few } from './work.ts';

const MOST = 100;
const DATA_ADDRESS = /^data:([\w.+-]+\/[\w.+-]+);base64,/;

/** Pictures and documents that came back: in the result, else in its sidecar (docs/formats/transcripts.md 1.7). */
export function mediaOf(work: Work): Media[] {
  const found = inResult(work);
  return few(work, found.length > 0 ? found : inSidecar(work), MOST);
}

function inResult({ result, context }: Work): Media[] {
  const content = result?.content;
  const blocks: unknown[] = Array.isArray(content) ? content : [];
  return blocks.flatMap((block, i) => {
    const media = isMedia(block) ? context.mediaOf(block, context.parts.outputMedia(i)) : null;
    return media === null ? [] : [media];
  });
}

function inSidecar(work: Work): Media[] {
  const { sidecar, context } = work;
  const { sidecarMedia } = context.parts;
  const file = at(sidecar, 'file');
  const found = [
    picture(work, dataAddress(sidecar), sidecarMedia('stdout')),
    picture(
      work,
      { type: textAt(file, 'type') ?? fileType(sidecar), data: textAt(file, 'base64'), name: nameOf(file) },
      sidecarMedia('file', 'base64'),
    ),
    ...(listAt(sidecar, 'pages') ?? []).map((page, i) => {
      const data = { type: textAt(page, 'mediaType'), data: textAt(page, 'base64') };
      return picture(work, data, sidecarMedia('pages', i, 'base64'));
    }),
  ];
  return found.filter((media) => media !== null);
}

interface Data {
  type: string | null;
  /** base64 */
  data: string | null;
  name?: string | null;
}

function picture({ context }: Work, { type, data, name = null }: Data, part: string): Media | null {
  if (type === null || data === null || data === '') return null;
  const kind = type === 'application/pdf' ? 'document' : 'image';
  return context.mediaOf({ type: kind, title: name, source: { type: 'base64', media_type: type, data } }, part);
}

/** A command may print a picture. */
function dataAddress(sidecar: unknown): Data {
  const stdout = at(sidecar, 'isImage') === true ? (textAt(sidecar, 'stdout') ?? '') : '';
  const found = DATA_ADDRESS.exec(stdout);
  return { type: found?.[1] ?? null, data: found === null ? null : stdout.slice(found[0].length) };
}

/** The last part of a path, of whichever system. */
const nameOf = (file: unknown): string | null => /[^/\\]+$/.exec(textAt(file, 'filePath') ?? '')?.[0] ?? null;

const fileType = (sidecar: unknown): string | null => (textAt(sidecar, 'type') === 'pdf' ? 'application/pdf' : null);
