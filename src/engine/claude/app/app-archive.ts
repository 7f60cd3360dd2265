import fs from 'node:fs';
import { isObject, stringAt } from '../../files.ts';
import { withPlainFile, type PlainFile } from '../../transcript/plain-file.ts';

/**
 * Reads what an Electron app's archive (`app.asar`) says about itself. The bytes are searched; nothing in it is run or
 * unpacked (docs/formats/claude-desktop.md 12.1).
 */

export interface ArchiveFacts {
  /** The app's version, from its `package.json`. Null if the archive does not name one. */
  version: string | null;
  /** Those of the texts searched for that occur in its bytes. */
  found: string[];
}

/** Claude's archives have 20 to 60 MB. */
const MAX_ARCHIVE_BYTES = 1 << 30;
const MAX_HEADER_BYTES = 64 << 20;
const MAX_PACKAGE_BYTES = 1 << 20;
const CHUNK_BYTES = 4 << 20;
/** Four numbers of 4 bytes come before the header's JSON: pickle sizes, and last the length of the JSON. */
const PREFIX_BYTES = 16;
const VERSION = /^\d{1,9}(\.\d{1,9}){1,3}/;

/** Throws what the file system throws, and an Error if the file is no archive of a usual size. */
export function readArchive(path: string, texts: readonly string[]): ArchiveFacts {
  return withPlainFile(path, (file) => {
    if (file.size > MAX_ARCHIVE_BYTES) throw new Error(`is unexpectedly large (${file.size} bytes)`);
    const header = readHeader(file);
    return { version: versionIn(file, header), found: search(file, texts) };
  });
}

interface Header {
  files: unknown;
  /** Where the bytes of the files begin. */
  start: number;
}

function readHeader(file: PlainFile): Header {
  const prefix = readRange(file, 0, PREFIX_BYTES);
  const sizeOfPickle = prefix.length === PREFIX_BYTES ? prefix.readUInt32LE(4) : 0;
  const sizeOfJson = prefix.length === PREFIX_BYTES ? prefix.readUInt32LE(12) : 0;
  if (sizeOfJson === 0 || sizeOfJson > MAX_HEADER_BYTES || sizeOfJson > sizeOfPickle) throw new Error(NO_ARCHIVE);
  try {
    const header: unknown = JSON.parse(readRange(file, PREFIX_BYTES, sizeOfJson).toString('utf8'));
    return { files: isObject(header) ? header['files'] : null, start: 8 + sizeOfPickle };
  } catch {
    throw new Error(NO_ARCHIVE);
  }
}

const NO_ARCHIVE = 'is not an archive of an app';

function versionIn(file: PlainFile, { files, start }: Header): string | null {
  const entry = isObject(files) ? files['package.json'] : null;
  const offset = Number(stringAt(entry, 'offset') ?? Number.NaN);
  const size = isObject(entry) ? entry['size'] : null;
  if (!Number.isSafeInteger(offset) || offset < 0 || typeof size !== 'number') return null;
  if (!Number.isSafeInteger(size) || size < 0 || size > MAX_PACKAGE_BYTES) return null;
  try {
    const manifest: unknown = JSON.parse(readRange(file, start + offset, size).toString('utf8'));
    return VERSION.exec(stringAt(manifest, 'version') ?? '')?.[0] ?? null;
  } catch {
    return null;
  }
}

/** The texts that occur anywhere in the file. Chunks overlap, so that a text across two of them is found as well. */
function search(file: PlainFile, texts: readonly string[]): string[] {
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text) }));
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  const found = new Set<string>();
  const buffer = Buffer.alloc(CHUNK_BYTES + overlap);
  let kept = 0;
  for (let at = 0; at < file.size && found.size < needles.length;) {
    const read = fs.readSync(file.fd, buffer, kept, CHUNK_BYTES, at);
    if (read === 0) break;
    at += read;
    const chunk = buffer.subarray(0, kept + read);
    for (const { text, bytes } of needles) if (!found.has(text) && chunk.includes(bytes)) found.add(text);
    kept = Math.min(overlap, chunk.length);
    chunk.copy(buffer, 0, chunk.length - kept);
  }
  return texts.filter((text) => found.has(text));
}

/** Shorter than asked for if the file ends before. */
function readRange({ fd }: PlainFile, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = fs.readSync(fd, bytes, filled, length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
