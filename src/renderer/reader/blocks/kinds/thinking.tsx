import { EyeOff } from 'lucide-react';
import type { ThinkingEntry } from '../../../../shared/reading.ts';
import { formatDuration, t } from '../../../strings/index.ts';
import { Disclosure, IconGlyph } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { Prose } from '../markdown/prose.tsx';
import styles from './kinds.module.css';

const words = t.blocks.thinking;

/** What Claude thought, folded; or only that it did. */
export function Thinking({ entry, context }: { entry: ThinkingEntry; context: EntryContext }) {
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:thinking`);
  const { text, durationMs } = entry;
  const spent = durationMs === null || durationMs < 1000 ? null : formatDuration(durationMs);
  if (text === null) {
    return (
      <p className={styles['aside']} data-no-find>
        <IconGlyph icon={EyeOff} size="s" />
        {spent === null ? words.hidden : `${words.hidden} · ${spent}`}
      </p>
    );
  }
  return (
    <div className={styles['quiet']}>
      <Disclosure
        summary={<span data-no-find>{spent === null ? words.thought : words.thoughtFor(spent)}</span>}
        open={isOpen}
        onOpenChange={setOpen}
      >
        <div className={styles['thought']}>
          <Prose context={context} name={`${entry.entry}:text`} excerpt={text} />
        </div>
      </Disclosure>
    </div>
  );
}
