import { useMemo } from 'react';
import { piecesOf } from './beginning.ts';
import styles from './plain.module.css';

/** A text of more characters than that is laid out piece by piece, as the pieces come into view. */
const AT_ONCE = 16_000;

/** Text as it stands, however long: no markdown, no colours. */
export function Plain({ text }: { text: string }) {
  const pieces = useMemo(() => (text.length > AT_ONCE ? piecesOf(text, AT_ONCE) : null), [text]);
  if (pieces === null) return text;
  return pieces.map((piece, index) => (
    <span key={index} className={styles['piece']}>
      {piece}
    </span>
  ));
}
