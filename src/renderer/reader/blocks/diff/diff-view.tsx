import { useMemo } from 'react';
import type { Hunk } from '../../../../shared/reading.ts';
import { t } from '../../../strings/index.ts';
import { Button } from '../../../ui/index.ts';
import { useOpen, type EntryContext, type FoldKey } from '../../context.ts';
import tokens from '../code/tokens.module.css';
import { languageOf, useHighlight } from '../code/use-highlight.ts';
import { Scroller } from '../parts/scroller.tsx';
import { coloured, sideOf, type Colour } from './colours.ts';
import styles from './diff-view.module.css';
import { rowsOf, type DiffRow } from './rows.ts';

const words = t.blocks;

interface DiffViewProps {
  context: EntryContext;
  name: FoldKey;
  file: string;
  hunks: readonly Hunk[];
  /** Not only its first lines: somebody asked for all. */
  all?: boolean;
}

const FEW = 60;
const SLACK = 20;

/** Changed lines with what stands around them: signs, numbers and grounds say which is which. */
export function DiffView({ context, name, file, hunks, all = false }: DiffViewProps) {
  const [isOpen, setOpen] = useOpen(context, `${name}:lines`);
  const total = useMemo(() => hunks.reduce((sum, { lines }) => sum + lines.length, 0), [hunks]);
  const isLong = !all && total > FEW + SLACK;
  const shown = useMemo(() => (isLong && !isOpen ? firstLines(hunks, FEW) : hunks), [hunks, isLong, isOpen]);
  const digits = String(
    Math.max(1, ...shown.map(({ oldStart, newStart, lines }) => Math.max(oldStart, newStart) + lines.length)),
  ).length;
  // Of a new file there is nothing old to number.
  const isNew = shown.every(({ lines }) => lines.every((line) => line.startsWith('+')));
  return (
    <div
      className={`${styles['diff']} ${tokens['tokens']}`}
      data-new={isNew || undefined}
      style={{ '--digits': `${digits}ch` } as React.CSSProperties}
    >
      <Scroller label={words.diffOf(file)}>
        <div className={styles['hunks']}>
          {shown.map((hunk, index) => (
            <HunkView key={index} hunk={hunk} language={languageOf(file)} isFirst={index === 0} />
          ))}
        </div>
      </Scroller>
      {isLong && (
        <div className={styles['foot']} data-no-find>
          <Button size="s" tone="quiet" onClick={() => setOpen(!isOpen)}>
            {isOpen ? words.showLess : words.showLines(total)}
          </Button>
        </div>
      )}
    </div>
  );
}

function firstLines(hunks: readonly Hunk[], most: number): Hunk[] {
  let left = most;
  return hunks
    .map((hunk) => {
      const lines = hunk.lines.slice(0, left);
      left -= lines.length;
      return { ...hunk, lines };
    })
    .filter(({ lines }) => lines.length > 0);
}

interface HunkProps {
  hunk: Hunk;
  language: string | null;
  isFirst: boolean;
}

function HunkView({ hunk, language, isFirst }: HunkProps) {
  const rows = useMemo(() => rowsOf(hunk), [hunk]);
  const before = useHighlight(
    useMemo(() => sideOf(rows, 'old'), [rows]),
    language,
  );
  const after = useHighlight(
    useMemo(() => sideOf(rows, 'new'), [rows]),
    language,
  );
  const lines = useMemo(() => coloured(rows, before, after), [rows, before, after]);
  return (
    <>
      {hunk.newStart > 1 ? (
        <p className={styles['head']} data-no-find>
          {words.hunkAt(hunk.newStart)}
        </p>
      ) : (
        !isFirst && <hr className={styles['break']} />
      )}
      {rows.map((row, index) => (
        <Row key={index} row={row} line={lines[index] ?? []} />
      ))}
    </>
  );
}

const SIGNS = { same: '\u00a0', added: '+', removed: '\u2212' } as const;
const TAGS = { same: 'span', added: 'ins', removed: 'del' } as const;

function Row({ row: { is, old, new: now }, line }: { row: DiffRow; line: readonly Colour[] }) {
  const Line = TAGS[is];
  return (
    <div className={styles['row']} data-is={is}>
      <span className={styles['number']} data-number={old ?? ''} />
      <span className={styles['number']} data-number={now ?? ''} />
      <span className={styles['sign']} data-sign={SIGNS[is]} />
      <Line className={styles['line']}>
        {is !== 'same' && (
          <span className={styles['hidden']} data-no-find>
            {is === 'added' ? words.addedLine : words.removedLine}:{' '}
          </span>
        )}
        {line.map(({ text, changed, kind }, index) =>
          changed || kind !== null ? (
            <span key={index} className={changed ? styles['changed'] : undefined} data-token={kind ?? undefined}>
              {text}
            </span>
          ) : (
            text
          ),
        )}
        {'\n'}
      </Line>
    </div>
  );
}
