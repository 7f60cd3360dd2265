import { useMemo } from 'react';
import { countLines, piecesOf } from './beginning.ts';
import { Piece } from './piece.tsx';

/** A text of more characters than that is laid out piece by piece, as the pieces come into view. */
export const AT_ONCE = 12_000;

/** Text as it stands, however long: no markdown, no colours. What holds it wraps its lines. */
export function Plain({ text }: { text: string }) {
  const pieces = useMemo(() => (text.length > AT_ONCE ? piecesOf(text, PIECE) : null), [text]);
  if (pieces === null) return text;
  return pieces.map((piece, index) => (
    <Piece key={index} lines={Math.max(countLines(piece), piece.length / WIDE)}>
      {piece}
    </Piece>
  ));
}

const PIECE = { lines: 100, characters: 6_000 };
/** About so many characters fit in a line. */
const WIDE = 100;
