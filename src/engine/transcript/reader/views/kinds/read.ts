import type { Excerpted, ToolView } from '../../../../../shared/reading.ts';
import { at, countAt, firstTextAt, objectsAt, textAt, textsAt } from '../shapes.ts';
import { label } from '../words.ts';
import type { Work } from '../work.ts';
import { fromOutput } from '../work.ts';

const FILES = ['file_path', 'notebook_path', 'path'];
/** Each line's number stands before it, behind spaces, and a tab or an arrow after it. */
const NUMBERED = /^ *(\d+)(?:\t|→)/;
const REMINDER = '\n<system-reminder>';

/** Read and NotebookRead; LS, too, which reads a folder. */
export function viewRead(work: Work): ToolView | null {
  const { input, sidecar } = work;
  const told = at(sidecar, 'file');
  const file = textAt(told, 'filePath') ?? firstTextAt(input, FILES);
  if (file === null) return null;
  const body = bodyOf(work);
  return {
    is: 'read',
    file: label(file),
    from: countAt(told, 'startLine') ?? body.from ?? countAt(input, 'offset'),
    lines: countAt(told, 'numLines') ?? body.lines,
    total: countAt(told, 'totalLines'),
    content: body.content,
  };
}

/** Text of a file or a notebook that stands as such nowhere in the transcript. */
export function plainContent(work: Work): string | null {
  return notebookText(work.sidecar) ?? withoutNumbers(work.text)?.text ?? null;
}

interface Body {
  content: Excerpted | null;
  from: number | null;
  lines: number | null;
}

function bodyOf(work: Work): Body {
  const { context, sidecar, text, isDone } = work;
  const nothing = { content: null, from: null, lines: null };
  const content = textAt(at(sidecar, 'file'), 'content');
  if (content !== null)
    return { ...nothing, content: fromOutput(work, content, context.parts.sidecar('file', 'content')) };
  const notebook = notebookText(sidecar);
  if (notebook !== null) return { ...nothing, content: context.cut(notebook, context.parts.made('content')) };
  if (!isDone || text === '') return nothing;
  const plain = withoutNumbers(text);
  if (plain === null) return { ...nothing, content: fromOutput(work, text, work.textPart) };
  return { content: context.cut(plain.text, context.parts.made('content')), from: plain.from, lines: plain.lines };
}

/** Null where not every line has its number. */
function withoutNumbers(text: string): { text: string; from: number; lines: number } | null {
  const first = NUMBERED.exec(text);
  if (first === null) return null;
  const end = text.lastIndexOf(REMINDER);
  const lines = (end < 0 ? text : text.slice(0, end).trimEnd()).split('\n');
  const plain = lines.map((line) => {
    const number = NUMBERED.exec(line);
    return number === null ? null : line.slice(number[0].length);
  });
  const isNumbered = !plain.includes(null);
  return isNumbered ? { text: plain.join('\n'), from: Number(first[1]), lines: lines.length } : null;
}

function notebookText(sidecar: unknown): string | null {
  if (textAt(sidecar, 'type') !== 'notebook') return null;
  const cells = objectsAt(at(sidecar, 'file'), 'cells').map((cell) => {
    return textAt(cell, 'source') ?? textsAt(cell, 'source').join('');
  });
  return cells.join('\n\n');
}
