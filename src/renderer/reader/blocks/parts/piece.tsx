import type { CSSProperties, ReactNode } from 'react';
import styles from './piece.module.css';

interface PieceProps {
  /** About how many, for its height while it is out of sight. */
  lines: number;
  children: ReactNode;
}

/** A part of a long text: the browser lays it out only when it comes near. Its lines have to wrap. */
export function Piece({ lines, children }: PieceProps) {
  return (
    <span className={styles['piece']} style={{ '--lines': Math.ceil(lines) } as CSSProperties}>
      {children}
    </span>
  );
}
