import { useEffect, useState } from 'react';
import type { PageSize, ReaderPage } from '../../../../shared/reading.ts';
import type { EntryContext } from '../../context.ts';
import { addressOf } from './address.ts';

/** A page that was drawn, under an address of this page's own; without one, why there is none. */
export interface DrawnPage {
  page: number;
  /** Of the whole document; 0 where they could not be counted. */
  pages: number;
  url: string | null;
  why: Extract<ReaderPage, { is: 'missing' }>['why'];
}

/**
 * A page of a document; null until the first one is there. While another is on its way, it is still the one before. The
 * address holds for as long as the caller shows it.
 */
export function usePage({ readPage }: EntryContext, part: string, page: number, size: PageSize): DrawnPage | null {
  const [drawn, setDrawn] = useState<DrawnPage | null>(null);
  useEffect(() => {
    let stopped = false;
    readPage(part, page, size).then(
      (answer) => {
        if (!stopped) setDrawn({ page, ...shown(answer) });
      },
      () => {
        if (!stopped) setDrawn({ page, pages: 0, url: null, why: 'damaged' });
      },
    );
    return () => {
      stopped = true;
    };
  }, [readPage, part, page, size]);
  const url = drawn?.url ?? null;
  useEffect(() => {
    if (url === null) return;
    return () => URL.revokeObjectURL(url);
  }, [url]);
  return drawn;
}

function shown(answer: ReaderPage): Omit<DrawnPage, 'page'> {
  if (answer.is === 'missing') return { pages: answer.pages, url: null, why: answer.why };
  return { pages: answer.pages, url: addressOf(answer.data, 'image/png'), why: 'damaged' };
}
