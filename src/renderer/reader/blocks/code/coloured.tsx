import { useMemo, type CSSProperties } from 'react';
import { Piece } from '../parts/piece.tsx';
import { linesOf, type Run } from './runs.ts';
import { useHighlight } from './use-highlight.ts';
import styles from './code-block.module.css';

interface ColouredProps {
  text: string;
  language: string | null;
  /** Number of the first line; null where lines are not numbered. */
  from: number | null;
  /** Laid out as it comes into view; then its lines have to wrap. */
  inPieces: boolean;
}

/** Lines in a piece. */
const PIECE = 120;

/** Code in its colours, its lines numbered where that says something. */
export function Coloured({ text, language, from, inPieces }: ColouredProps) {
  const runs = useHighlight(text, language);
  const lines = useMemo(() => linesOf(runs), [runs]);
  const width = from === null ? {} : { '--digits': `${String(from + lines.length - 1).length}ch` };
  return (
    <code className={styles['lines']} data-numbered={from !== null || undefined} style={width as CSSProperties}>
      {!inPieces ? (
        <Lines lines={lines} from={from} />
      ) : (
        Array.from({ length: Math.ceil(lines.length / PIECE) }, (_, index) => (
          <Piece key={index} lines={PIECE}>
            <Lines lines={lines.slice(index * PIECE, (index + 1) * PIECE)} from={from && from + index * PIECE} />
          </Piece>
        ))
      )}
    </code>
  );
}

function Lines({ lines, from }: { lines: readonly Run[][]; from: number | null }) {
  return lines.map((line, index) => (
    <span key={index} className={styles['line']}>
      {from !== null && <span className={styles['number']} data-number={from + index} />}
      <span>
        <Runs runs={line} />
        {'\n'}
      </span>
    </span>
  ));
}

const Runs = ({ runs }: { runs: readonly Run[] }) =>
  runs.map(({ kind, text }, index) =>
    kind === null ? (
      text
    ) : (
      <span key={index} data-token={kind}>
        {text}
      </span>
    ),
  );
