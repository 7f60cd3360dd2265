import { useMemo } from 'react';
import type { Excerpted } from '../../../../shared/reading.ts';
import type { EntryContext, FoldKey } from '../../context.ts';
import type { Few } from '../parts/beginning.ts';
import { More } from '../parts/more.tsx';
import { Plain } from '../parts/plain.tsx';
import { useFolded } from '../parts/use-folded.ts';
import { Fallback } from './fallback.tsx';
import { Markdown } from './markdown.tsx';
import { isReadable } from './readable.ts';
import styles from './prose.module.css';

interface ProseProps {
  context: EntryContext;
  name: FoldKey;
  excerpt: Excerpted;
  /** How much of it is shown at first; all that is here where it does not say. */
  few?: Few | null;
  keepsLines?: boolean;
}

/** Markdown of whatever length; as it stands where it would hold up the window, or could not be understood. */
export function Prose({ context, name, excerpt, few = null, keepsLines = false }: ProseProps) {
  const folded = useFolded(context, name, excerpt, few);
  const isMarkdown = useMemo(() => isReadable(folded.text), [folded.text]);
  const plain = (
    <div className={styles['plain']} dir="auto">
      <Plain text={folded.text} />
    </div>
  );
  return (
    <div className={styles['text']}>
      {isMarkdown ? (
        <Fallback key={folded.text} instead={plain}>
          <Markdown text={folded.text} context={context} name={name} keepsLines={keepsLines} />
        </Fallback>
      ) : (
        plain
      )}
      <More folded={folded} />
    </div>
  );
}
