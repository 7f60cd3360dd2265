import { File, FileText, ImageOff } from 'lucide-react';
import type { Media } from '../../../../shared/reading.ts';
import { IconGlyph, type Icon } from '../../../ui/index.ts';
import styles from './media-list.module.css';
import { aboutOf, isFoundByName, nameOf, words } from './words.ts';

interface ChipProps {
  media: Media;
  icon?: Icon;
  why?: string;
}

/** What is not shown: its name, what it is, and why. */
export function Chip({ media, icon, why }: ChipProps) {
  const isDocument = media.mediaType === 'application/pdf';
  const reason = why ?? (media.part === null ? words.gone : words.notShown);
  return (
    <span className={styles['chip']}>
      <IconGlyph icon={icon ?? (isDocument ? FileText : media.is === 'image' ? ImageOff : File)} />
      <span className={styles['words']}>
        <span className={styles['name']} data-no-find={!isFoundByName(media) || undefined}>
          {nameOf(media)}
        </span>
        <span className={styles['about']} data-no-find>
          {aboutOf(media, { why: reason })}
        </span>
      </span>
    </span>
  );
}
