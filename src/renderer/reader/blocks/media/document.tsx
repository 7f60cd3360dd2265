import { FileText } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Media } from '../../../../shared/reading.ts';
import { IconGlyph, Skeleton } from '../../../ui/index.ts';
import type { EntryContext } from '../../context.ts';
import { Chip } from './chip.tsx';
import { DocumentPages } from './document-pages.tsx';
import styles from './document.module.css';
import list from './media-list.module.css';
import { usePage } from './use-page.ts';
import { aboutOf, isFoundByName, nameOf, words } from './words.ts';

interface DocumentProps {
  context: EntryContext;
  media: Media;
  part: string;
}

/** A PDF document by its first page. The engine draws it: no bytes of the document itself come into this page. */
export function Document({ context, media, part }: DocumentProps) {
  const first = usePage(context, part, 1, 'thumbnail');
  const [isOpen, setOpen] = useState(false);
  const name = nameOf(media);
  if (first === null) {
    return (
      <Card media={media} about={aboutOf(media)}>
        <span className={styles['paper']} role="status" aria-label={words.drawing}>
          <Skeleton width="100%" height="100%" />
        </span>
      </Card>
    );
  }
  const { url, pages, why } = first;
  if (url === null && pages < 2) return <Chip media={media} why={words.missing[why]} />;
  const about = aboutOf(media, { pages: words.pages(pages) });
  return (
    <Card media={media} about={about}>
      <button type="button" className={styles['paper']} aria-label={words.open(name)} onClick={() => setOpen(true)}>
        {url === null ? <IconGlyph icon={FileText} /> : <img src={url} alt="" decoding="async" />}
      </button>
      {isOpen && (
        <DocumentPages {...{ context, name, about, part, pages }} preview={url} onClose={() => setOpen(false)} />
      )}
    </Card>
  );
}

function Card({ media, about, children }: { media: Media; about: string; children: ReactNode }) {
  return (
    <span className={styles['card']}>
      {children}
      <span className={list['words']}>
        <span className={list['name']} data-no-find={!isFoundByName(media) || undefined}>
          {nameOf(media)}
        </span>
        <span className={list['about']} data-no-find>
          {about}
        </span>
      </span>
    </span>
  );
}
