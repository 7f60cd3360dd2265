import type { Column, SessionSummary, SessionTable } from '../../shared/contract.ts';

type Field = keyof SessionSummary;

/** Sessions as they cross to a face. All of them have the same fields, with plain values. */
export function tableOf(sessions: readonly SessionSummary[]): SessionTable {
  const fields = Object.keys(sessions[0] ?? {}) as Field[];
  const columns = fields.map((field) => [field, columnOf(sessions.map((session) => session[field]))]);
  return { count: sessions.length, columns: Object.fromEntries(columns) as SessionTable['columns'] };
}

/** Told by which of a few values it is where that is shorter. */
function columnOf<T>(values: T[]): Column<T> {
  const indices = new Map<T, number>();
  const at = values.map((value) => {
    const index = indices.get(value) ?? indices.size;
    indices.set(value, index);
    return index;
  });
  return indices.size * 2 < values.length ? { of: [...indices.keys()], at } : values;
}
