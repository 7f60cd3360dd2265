import type { Hunk, ToolView } from '../../../../../shared/reading.ts';
import type { JsonObject } from '../../../../files.ts';
import { beginningOf, compare, countLines, diffText, hunksOf } from '../hunks.ts';
import { at, firstTextAt, objectsAt, textAt } from '../shapes.ts';
import { label } from '../words.ts';
import type { Work } from '../work.ts';

const FILES = ['filePath', 'file_path', 'notebook_path'];
const CREATED = /^(?:File created successfully|New file created)/;
/** How much of a diff is sent at once. */
const USUAL = { lines: 300, line: 1000 };
const UNCUT = { lines: Infinity, line: Infinity };

/** Edit, MultiEdit, Write and NotebookEdit. */
export function viewEdit(work: Work): ToolView | null {
  const { input, sidecar, context } = work;
  const file = firstTextAt(sidecar, FILES) ?? firstTextAt(input, FILES);
  const all = file === null ? null : allHunks(work);
  if (file === null || all === null) return null;
  const { hunks, isCut } = beginningOf(all, context.limits.output === Infinity ? UNCUT : USUAL);
  const length = isCut ? diffText(all).length : 0;
  const more = isCut ? { text: '', length, part: context.parts.made('diff') } : null;
  return { is: 'edit', file: label(file), created: isCreated(work), hunks, ...countLines(all), more };
}

export function wholeDiff(work: Work): string | null {
  const hunks = allHunks(work);
  return hunks === null ? null : diffText(hunks);
}

/** Null where neither the result nor the input says what was to be changed. */
function allHunks(work: Work): Hunk[] | null {
  const told = hunksOf(work.sidecar);
  if (told !== null) return told;
  const { input, sidecar } = work;
  const content = textAt(sidecar, 'content') ?? textAt(input, 'content');
  if (content !== null) return compare(textAt(sidecar, 'originalFile') ?? '', content, 1);
  const source = textAt(sidecar, 'new_source') ?? textAt(input, 'new_source');
  if (source !== null) return changedCell(work, source);
  const edits = Array.isArray(input['edits']) ? objectsAt(input, 'edits') : [input];
  const changed = edits.map((edit) => changedText(work, edit));
  const known = changed.filter((hunks) => hunks !== null);
  return known.length > 0 ? known.flat() : null;
}

function changedText({ sidecar }: Work, edit: JsonObject): Hunk[] | null {
  const [before, after] = [textAt(edit, 'old_string'), textAt(edit, 'new_string')];
  if (before === null && after === null) return null;
  const original = firstTextAt(sidecar, ['originalFile', 'originalFileContents']);
  return compare(before ?? '', after ?? '', lineOf(original, before ?? ''));
}

/** The line, from 1, where a text begins in its file; 0 where that is not known. Inside of a line nothing is. */
function lineOf(file: string | null, text: string): number {
  const at = file === null ? -1 : file.indexOf(text);
  if (file === null || at < 0 || text === '') return 0;
  return file.slice(0, at).split('\n').length;
}

function changedCell({ input, sidecar }: Work, source: string): Hunk[] {
  const mode = textAt(sidecar, 'edit_mode') ?? textAt(input, 'edit_mode');
  const before = textAt(sidecar, 'old_source') ?? '';
  return mode === 'delete' ? compare(before, '', 0) : compare(mode === 'insert' ? '' : before, source, 0);
}

function isCreated({ call, input, sidecar, text }: Work): boolean {
  const type = textAt(sidecar, 'type');
  if (type !== null) return type === 'create';
  if (CREATED.test(text)) return true;
  return call.name === 'Edit' && input['old_string'] === '' && !at(sidecar, 'originalFile');
}
