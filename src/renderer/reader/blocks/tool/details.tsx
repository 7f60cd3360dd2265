import type { ToolEntry } from '../../../../shared/reading.ts';
import { t } from '../../../strings/index.ts';
import { Disclosure } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { Labelled } from './views/parts.tsx';
import styles from './views/views.module.css';

const words = t.blocks;

/**
 * What stands behind the view: the tool's own name, what it was given and what came back, as they are in the file. A
 * search looks in the view, which has the same words.
 */
export function Details({ entry, context }: { entry: ToolEntry; context: EntryContext }) {
  const { entry: base, name, input, output } = entry;
  const [isOpen, setOpen] = useOpen(context, `${base}:details`);
  return (
    <Disclosure summary={<span data-no-find>{words.details}</span>} open={isOpen} onOpenChange={setOpen}>
      <div className={styles['details']} data-no-find>
        <Labelled label={words.tool}>
          <p className={styles['text']}>
            <code>{name}</code>
          </p>
        </Labelled>
        <CodeBlock
          context={context}
          name={`${base}:raw-input`}
          excerpt={input}
          label={words.rawInput}
          language="json"
          wraps
        />
        {output !== null && output.text !== '' && (
          <CodeBlock context={context} name={`${base}:raw-output`} excerpt={output} label={words.rawOutput} wraps />
        )}
      </div>
    </Disclosure>
  );
}
