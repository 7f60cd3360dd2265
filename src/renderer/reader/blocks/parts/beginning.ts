/** How much of a long text is shown at first. */
export interface Few {
  lines: number;
  characters: number;
}

/** Nobody unfolds two lines more: so much longer than the beginning a text has to be. */
const SLACK = 1.25;

/** The first lines of a text; null where it is not worth folding. Pure. */
export function beginningOf(text: string, { lines, characters }: Few): string | null {
  const byLines = endOfLine(text, lines);
  const isLong = endOfLine(text, Math.ceil(lines * SLACK)) < text.length || text.length > characters * SLACK;
  if (!isLong) return null;
  return text.slice(0, Math.min(byLines, characters)).toWellFormed();
}

export function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return text.endsWith('\n') ? count - 1 : count;
}

/** Where the line of that number ends, without its newline; the end of the text where it has fewer. */
function endOfLine(text: string, number: number): number {
  let at = -1;
  for (let line = 0; line < number; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) return text.length;
  }
  // A newline that ends the text begins no further line.
  return at === text.length - 1 ? text.length : at;
}

/** Cuts a text into pieces of whole lines; only a line that is longer than a piece is cut in itself. */
export function piecesOf(text: string, { lines, characters }: Few): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = from;
    for (let line = 0; line < lines && to < text.length; line += 1) {
      const newline = text.indexOf('\n', to);
      const end = newline === -1 ? text.length : newline + 1;
      if (end - from > characters) break;
      to = end;
    }
    if (to === from) to = Math.min(text.length, from + characters);
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
