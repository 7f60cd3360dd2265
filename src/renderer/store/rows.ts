import type { Column, SessionSummary, SessionTable } from '../../shared/contract.ts';

/** The sessions of a table, in its order. */
export function rowsOf({ count, columns }: SessionTable): SessionSummary[] {
  const fields = Object.entries(columns) as [keyof SessionSummary, Column<unknown>][];
  return Array.from({ length: count }, (_, row) => {
    const session: Partial<Record<keyof SessionSummary, unknown>> = {};
    for (const [field, column] of fields) session[field] = valueAt(column, row);
    return session as unknown as SessionSummary;
  });
}

const valueAt = (column: Column<unknown>, row: number): unknown =>
  Array.isArray(column) ? column[row] : column.of[column.at[row] ?? -1];
