import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog, IconButton, Segmented } from '../../../ui/index.ts';
import type { EntryContext } from '../../context.ts';
import styles from './document.module.css';
import { usePage } from './use-page.ts';
import { words } from './words.ts';

interface DocumentPagesProps {
  context: EntryContext;
  name: string;
  /** One line under the name. */
  about: string;
  part: string;
  pages: number;
  /** The address of the first page, small, until it is there in large; null where it could not be drawn. */
  preview: string | null;
  onClose: () => void;
}

type Zoom = 'page' | 'width';

const ZOOMS = [
  { value: 'page', label: words.wholePage },
  { value: 'width', label: words.fullWidth },
] as const;

/** A document opened large, page by page. */
export function DocumentPages({ context, name, about, part, pages, preview, onClose }: DocumentPagesProps) {
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState<Zoom>('page');
  const stage = useRef<HTMLDivElement>(null);
  const drawn = usePage(context, part, page, 'large');
  useNextAhead(context, part, drawn?.page === page && page < pages ? page + 1 : null);
  const turnTo = (wanted: number): void => {
    setPage(Math.min(Math.max(1, wanted), pages));
    stage.current?.scrollTo({ top: 0 });
  };
  const press = (event: KeyboardEvent): void => {
    const wanted = event.defaultPrevented ? null : pageByKey(event, page, pages, zoom);
    if (wanted === null) return;
    event.preventDefault();
    turnTo(wanted);
  };
  const url = drawn === null ? preview : drawn.url;
  const shown = drawn?.page ?? 1;
  return (
    <Dialog
      open
      onClose={onClose}
      title={name}
      description={about}
      size="xl"
      onKeyDown={press}
      footerStart={<Segmented label={words.zoom} value={zoom} options={ZOOMS} onChange={setZoom} />}
      footer={
        <>
          <IconButton
            label={words.previous}
            icon={ChevronLeft}
            shortcut="Left"
            side="top"
            aria-disabled={page === 1}
            onClick={() => turnTo(page - 1)}
          />
          <output className={styles['count']}>{words.pageOf(page, pages)}</output>
          <IconButton
            label={words.next}
            icon={ChevronRight}
            shortcut="Right"
            side="top"
            aria-disabled={page === pages}
            onClick={() => turnTo(page + 1)}
          />
        </>
      }
    >
      <div ref={stage} className={styles['stage']} data-zoom={zoom} tabIndex={0} role="group" aria-label={name}>
        {url === null ? (
          <p className={styles['missing']}>{drawn === null ? words.drawing : words.pageMissing[drawn.why]}</p>
        ) : (
          <img
            src={url}
            alt={words.page(name, shown)}
            aria-busy={drawn?.page !== page}
            data-waiting={shown !== page || undefined}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Has the page after this one drawn while this one is read. */
function useNextAhead({ readPage }: EntryContext, part: string, next: number | null): void {
  useEffect(() => {
    if (next !== null) readPage(part, next, 'large').catch(() => undefined);
  }, [readPage, part, next]);
}

/** Where a page scrolls, what scrolls it is not for turning. */
function pageByKey({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, page: number, pages: number, zoom: Zoom) {
  if (altKey || ctrlKey || metaKey) return null;
  const isWhole = zoom === 'page';
  if (key === 'ArrowRight' || (isWhole && (key === 'PageDown' || key === 'ArrowDown'))) return page + 1;
  if (key === 'ArrowLeft' || (isWhole && (key === 'PageUp' || key === 'ArrowUp'))) return page - 1;
  if (!isWhole) return null;
  return key === 'Home' ? 1 : key === 'End' ? pages : null;
}
