import type { Path, ToolParts } from './tool-call.ts';

/** What a part is of its entry. */
export type PartKind =
  /** What the entry says itself. */
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
  /** A text that is made of a call and its result. */
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
/** As long as the contract lets a part's name be. */
const LONGEST = 200;

/** `12:input/edits/0`. What cannot be named so is asked for by the nearest thing around it that can. */
export function partId(entry: number, kind: PartKind, path: Path = []): string {
  let id = `${entry}:${kind}`;
  for (const step of path) {
    const next = `${id}/${step}`;
    if (!STEP.test(String(step)) || next.length > LONGEST) break;
    id = next;
  }
  return id;
}

/** Null where it is no such name. */
export function readPartId(id: string): PartId | null {
  const [, entry, kind, path] = (id.length <= LONGEST ? FORM.exec(id) : null) ?? [];
  if (entry === undefined || kind === undefined || !KINDS.has(kind)) return null;
  return { entry: Number(entry), kind: kind as PartKind, path: (path ?? '').split('/').slice(1) };
}

/** What is there on the way of `path`, own keys only; undefined where the way ends. */
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
