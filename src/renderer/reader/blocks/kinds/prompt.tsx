import type { PromptEntry } from '../../../../shared/reading.ts';
import type { EntryContext } from '../../context.ts';
import { Head } from '../head.tsx';
import { Prose } from '../markdown/prose.tsx';
import { MediaList } from '../media/media-list.tsx';
import styles from './kinds.module.css';

/** Pasted logs and files make prompts long; what the person meant stands at the beginning or in the answer. */
const FEW = { lines: 40, characters: 5_000 };

/** A person's own words, on a quiet ground. */
export function Prompt({ entry, context }: { entry: PromptEntry; context: EntryContext }) {
  const { how, text, media } = entry;
  const isCommand = how === 'command' || how === 'shell';
  return (
    <div className={styles['prompt']}>
      <Head entry={entry} context={context} />
      {text.text !== '' &&
        (isCommand ? (
          <p className={styles['command']}>{text.text}</p>
        ) : (
          <Prose context={context} name={`${entry.entry}:text`} excerpt={text} few={FEW} keepsLines />
        ))}
      <MediaList context={context} media={media} />
    </div>
  );
}
