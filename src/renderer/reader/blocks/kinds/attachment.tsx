import { ClipboardList, FileText, Folder, Paperclip, Target, TextSelect } from 'lucide-react';
import type { AttachmentEntry } from '../../../../shared/reading.ts';
import { t } from '../../../strings/index.ts';
import { Disclosure, IconGlyph, type Icon } from '../../../ui/index.ts';
import { useOpen, type EntryContext } from '../../context.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { languageOf } from '../code/use-highlight.ts';
import { Prose } from '../markdown/prose.tsx';
import styles from './kinds.module.css';

const ICONS: Readonly<Record<AttachmentEntry['what'], Icon>> = {
  file: FileText,
  folder: Folder,
  selection: TextSelect,
  plan: ClipboardList,
  goal: Target,
  other: Paperclip,
};

/** What was put before Claude beside the words: a chip, which opens where its text is in the file. */
export function Attachment({ entry, context }: { entry: AttachmentEntry; context: EntryContext }) {
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:attachment`);
  const { text } = entry;
  if (text === null || text.text === '') return <Chip entry={entry} />;
  return (
    <Disclosure summary={<Chip entry={entry} />} open={isOpen} onOpenChange={setOpen}>
      <Content entry={entry} text={text} context={context} />
    </Disclosure>
  );
}

function Chip({ entry: { what, name } }: { entry: AttachmentEntry }) {
  return (
    <span className={styles['chip']}>
      <IconGlyph icon={ICONS[what]} size="s" />
      <span data-no-find>{t.blocks.attachments[what]}</span>
      {name !== '' && (
        <span className={styles['chipName']} title={name}>
          {name}
        </span>
      )}
    </span>
  );
}

interface ContentProps {
  entry: AttachmentEntry;
  text: NonNullable<AttachmentEntry['text']>;
  context: EntryContext;
}

function Content({ entry, text, context }: ContentProps) {
  const name = `${entry.entry}:text` as const;
  if (entry.what === 'plan' || entry.what === 'goal') return <Prose context={context} name={name} excerpt={text} />;
  return (
    <CodeBlock
      context={context}
      name={name}
      excerpt={text}
      label={entry.name}
      language={languageOf(entry.name)}
      wraps
    />
  );
}
