import { Braces } from 'lucide-react';
import type { MetadataEntry } from '../../../../shared/reading.ts';
import { Disclosure, IconGlyph } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { CodeBlock } from '../code/code-block.tsx';
import styles from './kinds.module.css';

/** A line that Claude keeps for itself: its name, and the line itself behind it. */
export function Metadata({ entry, context }: { entry: MetadataEntry; context: EntryContext }) {
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:json`);
  return (
    <div className={styles['metadata']}>
      <Disclosure
        summary={
          <span className={styles['metadataName']} data-no-find>
            <IconGlyph icon={Braces} size="s" />
            {entry.name}
          </span>
        }
        open={isOpen}
        onOpenChange={setOpen}
      >
        <CodeBlock
          context={context}
          name={`${entry.entry}:text`}
          excerpt={entry.json}
          label={entry.name}
          language="json"
          wraps
        />
      </Disclosure>
    </div>
  );
}
