import type { Excerpted, ToolView } from '../../../../../shared/reading.ts';
import { countAt, firstTextAt, objectsAt, textAt, textsAt } from '../shapes.ts';
import { label, labelOrNull } from '../words.ts';
import type { Work } from '../work.ts';
import { fromOutput } from '../work.ts';

const FOUND = /^Found (\d+) (?:files?|matches|total occurrences?|lines?)\b/;
const FOUND_BEHIND = /\nFound (\d+) total occurrences?\b[^\n]*$/;
const NOTHING = /^No (?:files|matches|results) found\b/;

/** Grep, Glob, and the search for a tool. */
export function viewSearch(work: Work): ToolView | null {
  const { input } = work;
  const pattern = firstTextAt(input, ['pattern', 'query']);
  if (pattern === null) return null;
  const place = firstTextAt(input, ['path', 'glob', 'type']);
  return {
    is: 'search',
    pattern: label(pattern),
    place: labelOrNull(place),
    found: foundBy(work),
    results: resultsOf(work),
  };
}

/** The names of the files that were found, as a list; null where the result itself has all there is. */
export function foundNames({ sidecar }: Work): string | null {
  const names = [...textsAt(sidecar, 'filenames'), ...textsAt(sidecar, 'matches')];
  return names.length > 0 ? names.join('\n') : null;
}

function resultsOf(work: Work): Excerpted | null {
  const { context, sidecar, text, isDone } = work;
  const content = textAt(sidecar, 'content');
  if (content !== null && content !== '') return fromOutput(work, content, context.parts.sidecar('content'));
  const names = foundNames(work);
  if (names !== null) return context.cut(names, context.parts.made('results'));
  return isDone && text !== '' ? fromOutput(work, text, work.textPart) : null;
}

function foundBy({ sidecar, text, isDone }: Work): number | null {
  const told = toldBy(sidecar);
  if (told !== null) return told;
  if (!isDone) return null;
  if (NOTHING.test(text)) return 0;
  const found = FOUND.exec(text) ?? FOUND_BEHIND.exec(text.slice(-200));
  return found === null ? null : Number(found[1]);
}

function toldBy(sidecar: unknown): number | null {
  switch (textAt(sidecar, 'mode')) {
    case 'content':
      return countAt(sidecar, 'numMatches') ?? countAt(sidecar, 'numLines');
    case 'count':
      return countAt(sidecar, 'numMatches');
    default: {
      const matches = objectsAt(sidecar, 'matches').length + textsAt(sidecar, 'matches').length;
      return countAt(sidecar, 'numFiles') ?? (matches > 0 ? matches : null);
    }
  }
}
