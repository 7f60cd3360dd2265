import type { Excerpted } from '../../../../shared/reading.ts';
import type { EntryContext, FoldKey } from '../../context.ts';
import type { Few } from '../parts/beginning.ts';
import { More } from '../parts/more.tsx';
import { Plain } from '../parts/plain.tsx';
import { useFolded } from '../parts/use-folded.ts';
import { Markdown } from './markdown.tsx';
import styles from './prose.module.css';

interface ProseProps {
  context: EntryContext;
  name: FoldKey;
  excerpt: Excerpted;
  /** How much of it is shown at first; all that is here where it does not say. */
  few?: Few | null;
  keepsLines?: boolean;
}

/** Longer texts are shown as they stand: as markdown they would hold up the window. */
const MOST = 40_000;

/** Markdown of whatever length. */
export function Prose({ context, name, excerpt, few = null, keepsLines = false }: ProseProps) {
  const folded = useFolded(context, name, excerpt, few);
  return (
    <div className={styles['text']}>
      {folded.text.length > MOST ? (
        <div className={styles['plain']}>
          <Plain text={folded.text} />
        </div>
      ) : (
        <Markdown text={folded.text} context={context} name={name} keepsLines={keepsLines} />
      )}
      <More folded={folded} />
    </div>
  );
}
