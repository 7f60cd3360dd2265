/** Deeper than this nobody reads; and indenting a hundred thousand nested lists takes more memory than there is. */
const DEEPEST = 48;
const DEEPER = '…';

/** A value of a transcript as indented JSON; what is nested too deeply is left out. Empty for what is not there. */
export function jsonText(value: unknown): string {
  if (value === undefined) return '';
  const shallow = isDeep(value, DEEPEST) ? prune(value, DEEPEST) : value;
  try {
    return JSON.stringify(shallow, null, 2);
  } catch {
    // Indented it is longer than a string can be.
    return JSON.stringify(shallow);
  }
}

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.some((item) => isDeep(item, left - 1));
}

function prune(value: unknown, left: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (left === 0) return DEEPER;
  if (Array.isArray(value)) return value.map((item) => prune(item, left - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, prune(item, left - 1)]));
}
