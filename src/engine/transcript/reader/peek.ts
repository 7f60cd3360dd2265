import type { Line } from '../line.ts';

const SPACE = /\s/;

/**
 * Parses the beginning of a line: returns the line's own keys that have a plain value, as far as the text goes. Nested
 * keys are left out, and so is a value that is cut off.
 */
export function peek(text: string): Line {
  const found: Record<string, unknown> = {};
  let at = text.indexOf('{') + 1;
  while (at > 0 && at < text.length) {
    const key = stringAt(text, skip(text, at, ','));
    if (key === null) break;
    const colon = skip(text, key.end, '');
    if (text[colon] !== ':') break;
    const start = skip(text, colon + 1, '');
    const value = valueAt(text, start);
    if (value === null) break;
    if (value.text !== null) found[key.value] = parse(value.text);
    at = value.end;
  }
  return found;
}

interface Span {
  end: number;
}

function skip(text: string, at: number, besides: string): number {
  let next = at;
  while (next < text.length && (SPACE.test(text.charAt(next)) || text[next] === besides)) next += 1;
  return next;
}

function stringAt(text: string, at: number): (Span & { value: string }) | null {
  const end = text[at] === '"' ? endOfString(text, at) : -1;
  const value = end < 0 ? undefined : parse(text.slice(at, end));
  return typeof value === 'string' ? { value, end } : null;
}

/** `text` is null for an array or an object. Returns null if the text ends before the value. */
function valueAt(text: string, at: number): (Span & { text: string | null }) | null {
  const first = text[at];
  if (first === '"') {
    const end = endOfString(text, at);
    return end < 0 ? null : { text: text.slice(at, end), end };
  }
  if (first === '{' || first === '[') {
    const end = endOfNested(text, at);
    return end < 0 ? null : { text: null, end };
  }
  const rest = /^[-+.\w]+(?=[\s,}])/.exec(text.slice(at, at + 40));
  return rest === null ? null : { text: rest[0], end: at + rest[0].length };
}

/** Returns the position behind the closing quote; -1 if there is none. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return -1;
}

function endOfNested(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const char = text[i];
    if (char === '"') {
      const end = endOfString(text, i);
      if (end < 0) return -1;
      i = end - 1;
    } else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Parses the end of a line: returns the keys behind its last array or object. `progress` lines have their uuid there,
 * behind a body that may be hundreds of megabytes.
 */
export function peekEnd(text: string): Line {
  const end = text.lastIndexOf('}');
  const nested = Math.max(text.lastIndexOf('}', end - 1), text.lastIndexOf(']', end - 1));
  if (end < 0 || nested < 0) return {};
  const value = parse(`{${text.slice(nested + 1, end).replace(/^\s*,/, '')}}`);
  return typeof value === 'object' && value !== null ? (value as Line) : {};
}
