import type { CompactionEntry } from '../../../../shared/reading.ts';
import { formatCount, t } from '../../../strings/index.ts';
import { Disclosure } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { Prose } from '../markdown/prose.tsx';
import styles from './kinds.module.css';

const words = t.blocks.compaction;

/** A line across the page: from here on Claude knew the summary, no longer the words. */
export function Compaction({ entry, context }: { entry: CompactionEntry; context: EntryContext }) {
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:summary`);
  const { by, tokensBefore, tokensAfter, summary } = entry;
  const after = tokensAfter === null ? null : formatCount(tokensAfter);
  return (
    <div className={styles['compaction']}>
      <div className={styles['divider']} data-no-find>
        <span>{words[by ?? 'unknown']}</span>
        {tokensBefore !== null && <span>{words.tokens(formatCount(tokensBefore), after)}</span>}
      </div>
      {summary === null ? (
        <p className={styles['centred']} data-no-find>
          {words.kept}
        </p>
      ) : (
        <Disclosure summary={<span data-no-find>{words.summary}</span>} open={isOpen} onOpenChange={setOpen}>
          <Prose context={context} name={`${entry.entry}:text`} excerpt={summary} />
        </Disclosure>
      )}
    </div>
  );
}
