import { File, FileText, ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Media } from '../../../../shared/reading.ts';
import { formatSize, t } from '../../../strings/index.ts';
import { Dialog, IconGlyph, Skeleton, type Icon } from '../../../ui/index.ts';
import type { EntryContext } from '../../context.ts';
import styles from './media-list.module.css';
import { usePicture } from './use-picture.ts';

const words = t.blocks.media;

interface MediaListProps {
  context: EntryContext;
  media: readonly Media[];
}

/** Pictures of a message as thumbnails; what is no picture, or cannot be shown, by its name. */
export function MediaList({ context, media }: MediaListProps) {
  if (media.length === 0) return null;
  return (
    <ul className={styles['list']}>
      {media.map((one, index) => (
        <li key={index}>{isPicture(one) ? <Thumbnail context={context} media={one} /> : <Chip media={one} />}</li>
      ))}
    </ul>
  );
}

const isPicture = ({ is, mediaType, part }: Media): boolean =>
  is === 'image' && mediaType?.startsWith('image/') === true && part !== null;

const nameOf = ({ name, is, mediaType }: Media): string =>
  name ?? (is === 'image' ? words.image : mediaType === null ? words.other : words.document);

/** Its height is kept free while it loads, so that the text below it does not jump. */
function Thumbnail({ context, media }: { context: EntryContext; media: Media }) {
  const picture = usePicture(context, media);
  const [isBroken, setBroken] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const name = nameOf(media);
  if (picture.is === 'failed' || isBroken) return <Chip media={media} icon={ImageOff} why={words.failed} />;
  if (picture.is === 'loading') {
    return (
      <span className={styles['thumbnail']} role="status" aria-label={words.loading}>
        <Skeleton width="100%" height="100%" />
      </span>
    );
  }
  return (
    <>
      <button type="button" className={styles['thumbnail']} aria-label={words.open(name)} onClick={() => setOpen(true)}>
        <img src={picture.url} alt="" decoding="async" onError={() => setBroken(true)} />
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={name}
        description={media.name === null ? formatSize(media.bytes) : `${words.image} · ${formatSize(media.bytes)}`}
        size="xl"
      >
        <img className={styles['large']} src={picture.url} alt={name} />
      </Dialog>
    </>
  );
}

interface ChipProps {
  media: Media;
  icon?: Icon;
  why?: string;
}

/** Documents are never opened: a reader of PDF files is a program of its own, with faults of its own. */
function Chip({ media, icon, why }: ChipProps) {
  const isDocument = media.mediaType === 'application/pdf';
  const reason = why ?? (media.part === null ? words.gone : words.notShown);
  const kind = media.is === 'image' ? words.image : isDocument ? words.document : words.other;
  return (
    <span className={styles['chip']}>
      <IconGlyph icon={icon ?? (isDocument ? FileText : media.is === 'image' ? ImageOff : File)} />
      <span className={styles['words']}>
        <span className={styles['name']} data-no-find={media.name === null || why !== undefined || undefined}>
          {nameOf(media)}
        </span>
        <span className={styles['about']} data-no-find>
          {[media.name === null ? null : kind, formatSize(media.bytes), reason]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </span>
  );
}
