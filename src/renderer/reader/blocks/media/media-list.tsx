import type { Media } from '../../../../shared/reading.ts';
import type { EntryContext } from '../../context.ts';
import { Chip } from './chip.tsx';
import { Document } from './document.tsx';
import styles from './media-list.module.css';
import { Picture } from './picture.tsx';

interface MediaListProps {
  context: EntryContext;
  media: readonly Media[];
}

/** Pictures and documents of a message as thumbnails; what is neither, or cannot be shown, by its name. */
export function MediaList({ context, media }: MediaListProps) {
  if (media.length === 0) return null;
  return (
    <ul className={styles['list']}>
      {media.map((one, index) => (
        <li key={index}>
          <One context={context} media={one} />
        </li>
      ))}
    </ul>
  );
}

function One({ context, media }: { context: EntryContext; media: Media }) {
  const { is, mediaType, part } = media;
  if (part === null || mediaType === null) return <Chip media={media} />;
  if (mediaType === 'application/pdf') return <Document context={context} media={media} part={part} />;
  return is === 'image' ? <Picture context={context} media={media} /> : <Chip media={media} />;
}
