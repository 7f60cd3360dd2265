import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Media } from '../../../../shared/reading.ts';
import { Dialog, Skeleton } from '../../../ui/index.ts';
import type { EntryContext } from '../../context.ts';
import { Chip } from './chip.tsx';
import styles from './media-list.module.css';
import { usePicture } from './use-picture.ts';
import { aboutOf, nameOf, words } from './words.ts';

/** Its height is kept free while it loads, so that the text below it does not jump. */
export function Picture({ context, media }: { context: EntryContext; media: Media }) {
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
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={name} description={aboutOf(media)} size="xl">
        <img className={styles['large']} src={picture.url} alt={name} />
      </Dialog>
    </>
  );
}
