import { Copy, WrapText } from 'lucide-react';
import type { Excerpted } from '../../../../shared/reading.ts';
import { t } from '../../../strings/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { useOpen, type EntryContext, type FoldKey } from '../../context.ts';
import type { Few } from '../parts/beginning.ts';
import { More } from '../parts/more.tsx';
import { AT_ONCE, Plain } from '../parts/plain.tsx';
import { Scroller } from '../parts/scroller.tsx';
import { useFolded } from '../parts/use-folded.ts';
import { Coloured } from './coloured.tsx';
import styles from './code-block.module.css';
import tokens from './tokens.module.css';

export interface CodeBlockProps {
  context: EntryContext;
  /** Names its folds. */
  name: FoldKey;
  excerpt: Excerpted;
  /** What it is, over it: the language, "Output". */
  label: string;
  /** The label is the transcript's own, and can be found. */
  isLabelSaid?: boolean;
  /** As a fence or a file's extension names it. */
  language?: string | null;
  /** Number of the first line, where lines are numbered. */
  from?: number | null;
  /** Long lines wrap from the beginning, as in what a command printed. */
  wraps?: boolean;
}

const FEW: Few = { lines: 40, characters: 6_000 };
/** Longer code is shown as it stands, without colours and numbers. */
const HUGE = 200_000;
/** Shorter lines fit in all but the narrowest panes. */
const LONG_LINE = /[^\n]{60}/;

/** Code, or what a program printed: in one measure, with its colours, lines that scroll or wrap, and a copy button. */
export function CodeBlock({
  context,
  name,
  excerpt,
  label,
  isLabelSaid,
  language = null,
  from = null,
  wraps,
}: CodeBlockProps) {
  const folded = useFolded(context, name, excerpt, FEW);
  const [isWrapped, setWrapped] = useOpen(context, `${name}:wrap`, wraps === true);
  const { text } = folded;
  const isPlain = text.length > HUGE || (language === null && from === null);
  // A long text always wraps: it is laid out in pieces, as they come into view.
  const isLong = text.length > AT_ONCE;
  const canWrap = !isLong && LONG_LINE.test(text);
  return (
    <div className={styles['block']}>
      <div className={styles['bar']}>
        <span className={styles['label']} data-no-find={isLabelSaid === true ? undefined : true}>
          {label}
        </span>
        {canWrap && (
          <IconButton
            label={t.blocks.wrap}
            icon={WrapText}
            aria-pressed={isWrapped}
            onClick={() => setWrapped(!isWrapped)}
          />
        )}
        <IconButton label={t.blocks.copy} icon={Copy} onClick={() => void copyAll(context, excerpt, folded.all)} />
      </div>
      <Scroller label={label}>
        <pre className={`${styles['code']} ${tokens['tokens']}`} data-wraps={isWrapped || isLong || undefined}>
          {isPlain ? (
            <Plain text={withoutLastNewline(text)} />
          ) : (
            <Coloured text={withoutLastNewline(text)} language={language} from={from} inPieces={isLong} />
          )}
        </pre>
      </Scroller>
      {(folded.hasMore || folded.isUnfolded) && (
        <div className={styles['foot']}>
          <More folded={folded} />
        </div>
      )}
    </div>
  );
}

/** All of it, also where only the beginning was sent; where the rest cannot be had, what is here. */
async function copyAll({ readPart, copy }: EntryContext, { part }: Excerpted, here: string): Promise<void> {
  const whole = part === null ? null : await readPart(part).catch(() => null);
  copy(whole?.is === 'text' ? whole.text : here);
}

const withoutLastNewline = (text: string): string => (text.endsWith('\n') ? text.slice(0, -1) : text);
