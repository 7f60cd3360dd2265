import { FileWarning } from 'lucide-react';
import type { LeftOutEntry } from '../../../../shared/reading.ts';
import { formatSize, t } from '../../../strings/index.ts';
import { Disclosure, IconGlyph } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { CodeBlock } from '../code/code-block.tsx';
import styles from './kinds.module.css';

const words = t.blocks.leftOut;

/** A line of the file that is no entry: how large, why, how it begins, and all of it where that can be had. */
export function LeftOut({ entry, context }: { entry: LeftOutEntry; context: EntryContext }) {
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:left-out`);
  const { why, bytes, text } = entry;
  return (
    <div className={styles['leftOut']}>
      <p className={styles['aside']} data-no-find>
        <IconGlyph icon={FileWarning} size="s" />
        {words[why](formatSize(bytes))}
      </p>
      {text.text !== '' && (
        <Disclosure summary={<span data-no-find>{words.begins}</span>} open={isOpen} onOpenChange={setOpen}>
          <CodeBlock context={context} name={`${entry.entry}:text`} excerpt={text} label={words.begins} wraps />
        </Disclosure>
      )}
    </div>
  );
}
