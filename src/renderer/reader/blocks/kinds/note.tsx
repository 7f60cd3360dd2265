import {
  ArrowRight,
  Bell,
  CircleStop,
  FolderOutput,
  GitFork,
  Info,
  MoonStar,
  Repeat,
  ShieldBan,
  SquareTerminal,
  TriangleAlert,
} from 'lucide-react';
import type { NoteEntry } from '../../../../shared/reading.ts';
import { t } from '../../../strings/index.ts';
import { IconGlyph, type Icon } from '../../../ui/index.ts';
import type { EntryContext } from '../../context.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { Prose } from '../markdown/prose.tsx';
import styles from './kinds.module.css';

const ICONS: Readonly<Record<NoteEntry['note'], Icon>> = {
  interrupted: CircleStop,
  'api-error': TriangleAlert,
  refused: ShieldBan,
  'model-changed': Repeat,
  'command-output': SquareTerminal,
  'shell-output': SquareTerminal,
  'away-summary': MoonStar,
  'task-notification': Bell,
  'continued-elsewhere': ArrowRight,
  moved: FolderOutput,
  'hook-blocked': ShieldBan,
  information: Info,
  'forked-here': GitFork,
};

/** What a program printed is shown as that; all else is words. */
const PRINTED: ReadonlySet<NoteEntry['note']> = new Set(['command-output', 'shell-output']);
const FEW = { lines: 12, characters: 1_500 };

/** A word about the conversation, beside it. */
export function Note({ entry, context }: { entry: NoteEntry; context: EntryContext }) {
  const { note, text } = entry;
  const label = t.blocks.notes[note];
  const hasText = text !== null && text.text.trim() !== '';
  if (hasText && PRINTED.has(note)) {
    return <CodeBlock context={context} name={`${entry.entry}:text`} excerpt={text} label={label} wraps />;
  }
  return (
    <div className={styles['note']}>
      <p className={styles['aside']} data-no-find>
        <IconGlyph icon={ICONS[note]} size="s" />
        {label}
      </p>
      {hasText && (
        <div className={styles['noteText']}>
          <Prose context={context} name={`${entry.entry}:text`} excerpt={text} few={FEW} keepsLines />
        </div>
      )}
    </div>
  );
}
