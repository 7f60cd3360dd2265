import type { Excerpted } from '../../../../../shared/reading.ts';

/** One thing that a tool was given. */
export interface Field {
  name: string;
  value: string;
  /** Words; else a number, a list or the like as JSON. */
  isText: boolean;
}

/** A value longer than that is better read as JSON with its fold. */
const LONGEST = 2_000;
const MOST = 20;

/** What a tool was given, by name; null where that is not all here, or does not read well by name. */
export function fieldsOf({ text, part }: Excerpted): Field[] | null {
  if (part !== null) return null;
  const input = parsed(text);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  const fields = Object.entries(input).map(([name, value]): Field =>
    typeof value === 'string' ? { name, value, isText: true } : { name, value: JSON.stringify(value), isText: false },
  );
  return fields.length > MOST || fields.some(({ value }) => value.length > LONGEST) ? null : fields;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
