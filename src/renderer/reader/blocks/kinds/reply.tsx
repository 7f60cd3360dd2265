import { CircleStop } from 'lucide-react';
import type { ReplyEntry } from '../../../../shared/reading.ts';
import { t } from '../../../strings/index.ts';
import { IconGlyph } from '../../../ui/index.ts';
import type { EntryContext } from '../../context.ts';
import { Prose } from '../markdown/prose.tsx';
import { MediaList } from '../media/media-list.tsx';
import styles from './kinds.module.css';

/** Claude's words, as the text of the page. */
export function Reply({ entry, context }: { entry: ReplyEntry; context: EntryContext }) {
  const { text, media, cutOff } = entry;
  return (
    <>
      {text.text !== '' && <Prose context={context} name={`${entry.entry}:text`} excerpt={text} />}
      <MediaList context={context} media={media} />
      {cutOff && (
        <p className={styles['aside']} data-no-find>
          <IconGlyph icon={CircleStop} size="s" />
          {t.blocks.cutOff}
        </p>
      )}
    </>
  );
}
