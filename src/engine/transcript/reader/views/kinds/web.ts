import type { Excerpted, ToolView } from '../../../../../shared/reading.ts';
import { at, listAt, objectsAt, textAt } from '../shapes.ts';
import { labelOrNull, paragraph } from '../words.ts';
import type { Work } from '../work.ts';
import { fromOutput, prose } from '../work.ts';

/** WebFetch and WebSearch, Claude Code's and those on the model's own side (docs/formats/transcripts.md 1.3). */
export function viewWeb(work: Work): ToolView | null {
  const { input, sidecar } = work;
  const url = textAt(input, 'url') ?? textAt(sidecar, 'url');
  const query = textAt(input, 'query') ?? textAt(sidecar, 'query');
  if (url === null && query === null) return null;
  const prompt = textAt(input, 'prompt');
  return {
    is: 'web',
    url: labelOrNull(url),
    query: labelOrNull(query),
    prompt: prompt === null || prompt === '' ? null : paragraph(prompt),
    result: resultOf(work),
  };
}

/** What a search found: a line for each page, and what the model was told of them. */
export function foundPages({ result, sidecar }: Work): string | null {
  const answered = listAt(sidecar, 'results') ?? (Array.isArray(result?.content) ? result.content : []);
  const lines = answered.flatMap((item: unknown) => {
    if (typeof item === 'string') return [item];
    const pages = listAt(item, 'content') === null ? [item] : objectsAt(item, 'content');
    return pages.map(pageLine).filter((line) => line !== null);
  });
  const hasPages = answered.some((item) => typeof item !== 'string' && textAt(item, 'type') !== 'text');
  return hasPages && lines.length > 0 ? lines.join('\n') : null;
}

function pageLine(page: unknown): string | null {
  const url = textAt(page, 'url');
  return url === null ? null : `- ${textAt(page, 'title') ?? url}: ${url}`;
}

function resultOf(work: Work): Excerpted | null {
  const { sidecar, context, text, result, isDone } = work;
  const { parts } = context;
  const answer = textAt(sidecar, 'result');
  if (answer !== null && answer !== '') return prose(work, answer, parts.sidecar('result'));
  const pages = foundPages(work);
  if (pages !== null) return prose(work, pages, parts.made('results'));
  const page = textAt(at(at(at(result, 'content'), 'content'), 'source'), 'data');
  if (page !== null) return prose(work, page, parts.output('content', 'source', 'data'));
  return isDone && text !== '' ? fromOutput(work, text, work.textPart) : null;
}
