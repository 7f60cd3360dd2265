import type { Layout } from './reading/layout.ts';
import { entryOf, kindOf, type RowKey } from './rows.ts';

/** What decides how high a text becomes: the width that it has, in pixels, and the size of its type. */
export interface Measure {
  width: number;
  rem: number;
}

/** Of the widest column of text (tokens.css, --measure), in rem. */
const COLUMN_REM = 44;
/** The text of a reply: characters of average width, lines of reading height. */
const CHARACTER_REM = 0.43;
const LINE_REM = 1.4;
/** What is shown of a text before it is cut. */
const MOST_CHARACTERS = 20_000;

/** About how high a row becomes, before it was ever shown. Measured ones take its place. */
export function estimateHeight(layout: Layout, key: RowKey, { width, rem }: Measure): number {
  switch (kindOf(key)) {
    case 'day':
      return 3 * rem;
    case 'branch':
      return 3.25 * rem;
    case 'entry':
      return Math.round(entryRem(layout, entryOf(key), width / rem) * rem);
  }
}

function entryRem(layout: Layout, entry: number, width: number): number {
  const column = Math.max(14, Math.min(COLUMN_REM, width));
  const lines = Math.ceil((Math.min(layout.length(entry), MOST_CHARACTERS) * CHARACTER_REM) / column);
  switch (layout.kind(entry)) {
    case 'prompt':
      return 4.5 + lines * LINE_REM;
    case 'reply':
      return 2.5 + lines * LINE_REM;
    case 'tool':
      return 2.75;
    case 'compaction':
      return 4;
    case 'thinking':
    case 'note':
    case 'attachment':
    case 'metadata':
    case 'left-out':
      return 2.5;
  }
}
