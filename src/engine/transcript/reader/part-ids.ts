import type { Path, ToolParts } from './tool-call.ts';

/** Which text or picture of an entry a part is. */
export type PartKind =
  /** The entry's own text. */
  | 'text'
  /** The metadata or the line as JSON. */
  | 'json'
  /** The bytes of a line that was left out. */
  | 'raw'
  /** One of the pictures of a message. */
  | 'media'
  | 'input'
  | 'output'
  | 'sidecar'
  | 'output-media'
  | 'sidecar-media'
  /** A file of `tool-results/`. */
  | 'file'
  /** A text that is made from a call and its result. */
  | 'made';

export interface PartId {
  entry: number;
  kind: PartKind;
  path: string[];
}

const KINDS: ReadonlySet<string> = new Set<PartKind>([
  'text',
  'json',
  'raw',
  'media',
  'input',
  'output',
  'sidecar',
  'output-media',
  'sidecar-media',
  'file',
  'made',
]);
const FORM = /^(\d{1,15}):([a-z-]+)((?:\/[\w.-]+)*)$/;
const STEP = /^[\w.-]+$/;
/** The longest name of a part that the contract accepts. */
const LONGEST = 200;

/**
 * For example `12:input/edits/0`. If the name would be too long, or a key has other characters, it is the name of the
 * nearest part around it.
 */
export function partId(entry: number, kind: PartKind, path: Path = []): string {
  let id = `${entry}:${kind}`;
  for (const step of path) {
    const next = `${id}/${step}`;
    if (!STEP.test(String(step)) || next.length > LONGEST) break;
    id = next;
  }
  return id;
}

/** Returns null if this is not the name of a part. */
export function readPartId(id: string): PartId | null {
  const [, entry, kind, path] = (id.length <= LONGEST ? FORM.exec(id) : null) ?? [];
  if (entry === undefined || kind === undefined || !KINDS.has(kind)) return null;
  return { entry: Number(entry), kind: kind as PartKind, path: (path ?? '').split('/').slice(1) };
}

/** Follows `path` through own keys only. Returns undefined if the path ends before. */
export function valueAt(from: unknown, path: readonly string[]): unknown {
  let value = from;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

export function toolParts(entry: number): ToolParts {
  return {
    input: (...path) => partId(entry, 'input', path),
    output: (...path) => partId(entry, 'output', path),
    sidecar: (...path) => partId(entry, 'sidecar', path),
    file: (name) => partId(entry, 'file', [name]),
    made: (name) => partId(entry, 'made', [name]),
    outputMedia: (...path) => partId(entry, 'output-media', path),
    sidecarMedia: (...path) => partId(entry, 'sidecar-media', path),
  };
}
