import type { ReactNode } from 'react';
import type { ToolEntry } from '../../../../../shared/reading.ts';
import { t } from '../../../../strings/index.ts';
import type { EntryContext } from '../../../context.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import styles from './views.module.css';

/** A short fact of a call with its name. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles['labelled']}>
      <p className={styles['label']} data-no-find>
        {label}
      </p>
      {children}
    </div>
  );
}

/** A short text of the transcript's own, such as a file's path: unlike our words about it, it can be found. */
export function Said({ children }: { children: string }) {
  return <p className={styles['quiet']}>{children}</p>;
}

/** A quiet sentence in place of what is not there. */
export function Quiet({ children }: { children: ReactNode }) {
  return (
    <p className={styles['quiet']} data-no-find>
      {children}
    </p>
  );
}

/** What came back, where the view has no better place for it: above all why it failed. */
export function Outcome({ entry: { entry, output, status }, context }: { entry: ToolEntry; context: EntryContext }) {
  if (output === null || output.text === '') return null;
  return (
    <CodeBlock
      context={context}
      name={`${entry}:output`}
      excerpt={output}
      label={status === 'failed' ? t.blocks.errors : t.blocks.output}
      wraps
    />
  );
}

export const isEmpty = (text: { text: string } | null): boolean => text === null || text.text.trim() === '';
