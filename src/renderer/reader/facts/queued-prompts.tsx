import { Hourglass } from 'lucide-react';
import type { ReaderFacts } from '../../../shared/reading.ts';
import { formatExact, t } from '../../strings/index.ts';
import { Callout } from '../../ui/index.ts';
import styles from './facts.module.css';

/** What was typed while Claude worked, and never taken up: it stands in no message. */
export function QueuedPrompts({ queued }: Pick<ReaderFacts, 'queued'>) {
  if (queued.length === 0) return null;
  return (
    <div className={styles['queue']}>
      <Callout icon={Hourglass} title={t.reader.facts.queued(queued.length)}>
        {queued.map(({ text, at }, place) => (
          <blockquote key={place} className={styles['queued']}>
            {text}
            {at !== null && <footer>{formatExact(at)}</footer>}
          </blockquote>
        ))}
      </Callout>
    </div>
  );
}
