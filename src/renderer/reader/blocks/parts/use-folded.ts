import { useMemo } from 'react';
import type { Excerpted } from '../../../../shared/reading.ts';
import { useOpen, type EntryContext, type FoldKey } from '../../context.ts';
import { beginningOf, countLines, type Few } from './beginning.ts';
import { useWhole, type Whole } from './use-whole.ts';

/** A text of which the beginning is shown until all of it is asked for. */
export interface Folded {
  /** What is to be shown now. */
  text: string;
  /** All that is here. */
  all: string;
  rest: Whole['rest'];
  /** There is more than is shown. */
  hasMore: boolean;
  /** More is shown than at first. */
  isUnfolded: boolean;
  /** Lines of the whole; null where not all of it is here, or it is no matter of lines. */
  lines: number | null;
  /** Of the whole, in characters or bytes. */
  length: number;
  unfold: () => void;
  fold: () => void;
}

/** `few`: how much is shown at first; null for all that is here. */
export function useFolded(context: EntryContext, key: FoldKey, excerpt: Excerpted, few: Few | null): Folded {
  const { text, rest, load, unload } = useWhole(context, key, excerpt);
  const [isOpen, setOpen] = useOpen(context, `${key}:lines`);
  const first = useMemo(() => (few === null ? null : beginningOf(text, few)), [text, few]);
  const isCut = rest !== 'none' && rest !== 'beyond';
  const isFolded = first !== null && !isOpen;
  const lines = useMemo(() => (first === null || isCut ? 1 : countLines(text)), [first, isCut, text]);
  return {
    text: isFolded ? first : text,
    all: text,
    rest,
    hasMore: isFolded || isCut,
    isUnfolded: !isFolded && (first !== null || (excerpt.part !== null && !isCut)),
    lines: lines > 1 ? lines : null,
    length: rest === 'none' ? text.length : excerpt.length,
    unfold: () => {
      setOpen(true);
      if (rest === 'cut' || rest === 'failed') load();
    },
    fold: () => {
      setOpen(false);
      unload();
    },
  };
}
