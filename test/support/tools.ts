import fs from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { excerpt, USUAL_LIMITS } from '../../src/engine/transcript/reader/excerpt.ts';
import type { Limits } from '../../src/engine/transcript/reader/excerpt.ts';
import { mediaOf } from '../../src/engine/transcript/reader/media.ts';
import { toolParts } from '../../src/engine/transcript/reader/part-ids.ts';
import type { ToolCall, ToolResult, ViewContext } from '../../src/engine/transcript/reader/tool-call.ts';
import { makeToolPart, viewTool } from '../../src/engine/transcript/reader/views/index.ts';
import type { ToolSeen } from '../../src/engine/transcript/reader/views/index.ts';
import type { ToolView } from '../../src/shared/reading.ts';

/** A call as it stands in a transcript. Without `content` there is no result yet. */
export interface MadeCall {
  name: string;
  input: unknown;
  content?: unknown;
  isError?: boolean;
  sidecar?: unknown;
  /** More keys of the result's line. */
  line?: Record<string, unknown>;
}

export interface Around {
  sessionDir?: string;
  agents?: string[];
  inlineAgent?: string | null;
  limits?: Limits;
}

const ID = 'toolu_1';

export function contextOf({ sessionDir = '/nowhere', agents = [], inlineAgent = null, limits }: Around): ViewContext {
  const usual = limits ?? USUAL_LIMITS;
  return {
    limits: usual,
    sessionDir,
    parts: toolParts(0),
    cut: (text, part) => excerpt(text, part, usual.output),
    hasAgent: (agent) => agents.includes(agent),
    inlineAgent,
    mediaOf,
  };
}

export function see(made: MadeCall, around: Around = {}): ToolSeen {
  const { call, result } = linesOf(made);
  return viewTool(call, result, contextOf(around));
}

/** The whole of a text that a view made. */
export function make(name: string, made: MadeCall, around: Around = {}): string | null {
  const { call, result } = linesOf(made);
  return makeToolPart(name, call, result, contextOf(around));
}

/** The view, which must be of this kind. */
export function view<K extends ToolView['is']>(
  is: K,
  made: MadeCall,
  around: Around = {},
): Extract<ToolView, { is: K }> {
  const seen = see(made, around).view;
  if (seen.is !== is) throw new Error(`It is seen as ${seen.is}`);
  return seen as Extract<ToolView, { is: K }>;
}

function linesOf({ name, input, content, isError = false, sidecar, line = {} }: MadeCall): {
  call: ToolCall;
  result: ToolResult | null;
} {
  const use = { type: 'tool_use', id: ID, name, input };
  const call = { name, input, line: { type: 'assistant', message: { role: 'assistant', content: [use] } } };
  if (content === undefined) return { call, result: null };
  const block = { type: 'tool_result', tool_use_id: ID, content, is_error: isError };
  const answer = { type: 'user', message: { role: 'user', content: [block] }, toolUseResult: sidecar, ...line };
  return { call, result: { content, isError, sidecar, line: answer } };
}

/** Puts a file into `tool-results/` of a session's folder. */
export function putToolResult(sessionDir: string, name: string, text: string): void {
  fs.mkdirSync(join(sessionDir, 'tool-results'), { recursive: true });
  fs.writeFileSync(join(sessionDir, 'tool-results', name), text);
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.check(isSafe, 'is not safe to show'));
const label = v.pipe(
  text,
  v.check((one) => !one.includes('\n'), 'is more than one line'),
  v.maxLength(2100),
);
const orNull = <S extends v.GenericSchema>(schema: S): v.NullableSchema<S, undefined> => v.nullable(schema);
const excerpted = v.strictObject({ text, length: count, part: orNull(v.pipe(v.string(), v.startsWith('0:'))) });
const media = v.strictObject({
  is: v.picklist(['image', 'document']),
  mediaType: orNull(v.picklist(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'])),
  name: orNull(v.string()),
  bytes: count,
  part: orNull(v.pipe(v.string(), v.startsWith('0:'))),
});
const hunk = v.strictObject({
  oldStart: count,
  newStart: count,
  lines: v.array(v.pipe(label, v.regex(/^[ +-]/))),
});
const todo = v.strictObject({ text, state: v.picklist(['open', 'doing', 'done']) });
const question = v.strictObject({
  header: orNull(label),
  question: text,
  options: v.array(v.strictObject({ label, description: orNull(text), chosen: v.boolean() })),
  answer: orNull(text),
});
const views = [
  v.strictObject({
    is: v.literal('command'),
    command: excerpted,
    description: orNull(label),
    stdout: excerpted,
    stderr: excerpted,
    background: v.boolean(),
    exit: orNull(label),
  }),
  v.strictObject({
    is: v.literal('read'),
    file: label,
    from: orNull(count),
    lines: orNull(count),
    total: orNull(count),
    content: orNull(excerpted),
  }),
  v.strictObject({
    is: v.literal('edit'),
    file: label,
    created: v.boolean(),
    hunks: v.array(hunk),
    added: count,
    removed: count,
    more: orNull(excerpted),
  }),
  v.strictObject({
    is: v.literal('search'),
    pattern: label,
    place: orNull(label),
    found: orNull(count),
    results: orNull(excerpted),
  }),
  v.strictObject({
    is: v.literal('agent'),
    type: orNull(label),
    description: orNull(label),
    prompt: excerpted,
    agent: orNull(v.string()),
    result: orNull(excerpted),
    tokens: orNull(count),
    toolUses: orNull(count),
    durationMs: orNull(count),
  }),
  v.strictObject({ is: v.literal('todos'), todos: v.array(todo) }),
  v.strictObject({
    is: v.literal('web'),
    url: orNull(label),
    query: orNull(label),
    prompt: orNull(text),
    result: orNull(excerpted),
  }),
  v.strictObject({ is: v.literal('questions'), questions: v.pipe(v.array(question), v.minLength(1)) }),
  v.strictObject({ is: v.literal('plan'), plan: excerpted, accepted: orNull(v.boolean()) }),
  v.strictObject({ is: v.literal('mcp'), server: label, tool: label }),
  v.strictObject({ is: v.literal('other') }),
] as const;

/** What every face relies on: the shape, and that all texts in it are safe to show. */
export const toolSeenSchema = v.strictObject({
  status: v.picklist(['done', 'failed', 'denied', 'interrupted', 'waiting']),
  about: v.pipe(label, v.maxLength(201)),
  view: v.variant('is', views),
  input: excerpted,
  output: orNull(excerpted),
  media: v.array(media),
});

/** No control characters but newline and tab, no other order of the letters, no halves of characters. */
function isSafe(one: string): boolean {
  return one.isWellFormed() && !/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(one);
}
