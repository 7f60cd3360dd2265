import type { Excerpted, ToolEntry, ToolView } from '../../../../shared/reading.ts';
import type { JsonObject } from '../../../files.ts';
import { excerpt } from '../excerpt.ts';
import type { ToolCall, ToolParts, ToolResult, ViewContext } from '../tool-call.ts';
import { persistedExcerpt, persistedName } from './persisted.ts';
import { isPlainContent, resultText } from './result-text.ts';
import { asObject } from './shapes.ts';
import { statusOf } from './status.ts';

/** A call, its result, and what every view wants to know of them first. */
export interface Work {
  call: ToolCall;
  result: ToolResult | null;
  context: ViewContext;
  status: ToolEntry['status'];
  /** Empty where the model gave no object. */
  input: JsonObject;
  /** Empty where there is none, or a plain text. */
  sidecar: JsonObject;
  /** All that came back as text, and what it is asked for by. */
  text: string;
  textPart: string;
  /** It came back as it was hoped for. */
  isDone: boolean;
  /** The file of `tool-results/` that has all of it; null where the transcript itself has. */
  file: string | null;
}

/** Null: this is not what the view was made for, show it as any other tool. */
export type Viewer = (work: Work) => ToolView | null;

/** What a view has to show that stands nowhere as such, in whole. */
export type Maker = (work: Work) => string | null;

export function workOn(call: ToolCall, result: ToolResult | null, context: ViewContext): Work {
  const status = statusOf(call, result);
  const said = saidBy(result, context.parts);
  return {
    call,
    result,
    context,
    status,
    input: asObject(call.input),
    sidecar: asObject(result?.sidecar),
    ...said,
    isDone: status === 'done',
    file: result === null ? null : persistedName(result, said.text),
  };
}

function saidBy(result: ToolResult | null, parts: ToolParts): Pick<Work, 'text' | 'textPart'> {
  if (result === null) return { text: '', textPart: parts.output() };
  const { content, sidecar } = result;
  const text = resultText(content);
  if (text === '' && typeof sidecar === 'string') return { text: sidecar, textPart: parts.sidecar() };
  return { text, textPart: isPlainContent(content) ? parts.output() : parts.made('output') };
}

/** A text of the input; empty where it is not there. */
export function fromInput({ context, input }: Work, key: string): Excerpted {
  const text = input[key];
  return context.cut(typeof text === 'string' ? text : '', context.parts.input(key));
}

/** What the model or a person wrote, which is read from end to end. */
export const prose = ({ context }: Work, text: string, part: string): Excerpted =>
  excerpt(text, part, context.limits.prose);

/** A text that came back, from the file that has all of it where there is one. */
export function fromOutput({ context, file }: Work, text: string, part: string): Excerpted {
  const persisted = file === null ? null : persistedExcerpt(context, file, context.limits.output);
  return persisted ?? context.cut(text, part);
}

/** So many of a list, all of them for whoever wants texts uncut. */
export function few<T>({ context }: Work, items: T[], most: number): T[] {
  return context.limits.output === Infinity ? items : items.slice(0, most);
}
