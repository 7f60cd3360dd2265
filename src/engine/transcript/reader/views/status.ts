import type { ToolEntry } from '../../../../shared/reading.ts';
import type { ToolCall, ToolResult } from '../tool-call.ts';
import { resultText } from './result-text.ts';
import { at, flagAt, textAt } from './shapes.ts';

type Status = ToolEntry['status'];

/** How Claude Code's own words begin where a person or a rule did not allow it (docs/formats/transcripts.md 1.2). */
const DENIED =
  /^(?:The user doesn't want to proceed with this tool use|User rejected tool use|Claude requested permissions? to |Permission (?:to use \S|for this action has been denied)|This command requires approval|PreToolUse:[^\n]{0,200}(?:hook (?:error|blocked)|denied))/;
/** … and where the person, or a failure beside it, stopped what was under way. */
const INTERRUPTED =
  /^(?:\[Request interrupted by user|The user doesn't want to take this action right now|Cancelled: parallel tool call|Sibling tool call errored|Streaming fallback - tool execution discarded|Interrupted by user|Command was aborted|Request was aborted)/;
/** At the end of what a command printed until then. */
const ABORTED = /<error>Command was aborted before completion<\/error>\s*$/;
const INTERRUPTED_KIND = /interrupt|cancel|abort|shutdown/i;
const NOT_DECISIONS = new Set(['accept', 'allow', 'approve', 'approved', 'ask']);
const WRAPPING = /^(?:\s|<tool_use_error>|<error>|Error:)+/;
const ENOUGH = 1000;

/** What became of a call. Where there is no result it is waiting: whether one can still come, others know. */
export function statusOf(call: ToolCall, result: ToolResult | null): Status {
  if (result === null) return 'waiting';
  const text = resultText(result.content);
  const said = (typeof result.sidecar === 'string' && text === '' ? result.sidecar : text).slice(0, ENOUGH);
  const words = said.replace(WRAPPING, '');
  const told = toldByLine(result, words);
  if (told !== null) return told;
  const isError = result.isError || said.startsWith('<tool_use_error>') || isErrorSidecar(call, result);
  if (INTERRUPTED.test(words) && (isError || words.startsWith('['))) return 'interrupted';
  if (!isError) return 'done';
  if (ABORTED.test(text.slice(-ENOUGH))) return 'interrupted';
  return DENIED.test(words) ? 'denied' : 'failed';
}

function toldByLine({ line, sidecar }: ToolResult, words: string): Status | null {
  const kind = textAt(line, 'toolDenialKind') ?? '';
  if (kind !== '') return INTERRUPTED_KIND.test(kind) || INTERRUPTED.test(words) ? 'interrupted' : 'denied';
  if (flagAt(line, 'interruptedByShutdown') || flagAt(sidecar, 'interrupted')) return 'interrupted';
  const decision = textAt(at(line, 'permissionDecision'), 'decision');
  return decision !== null && isRefusal(decision) ? 'denied' : null;
}

const isRefusal = (decision: string): boolean =>
  !NOT_DECISIONS.has(decision) && /^(?:reject|den[iy]|block)/.test(decision);

/** A plain text there is an error or a refusal, but for tools of others, whose results may be plain texts. */
function isErrorSidecar({ name }: ToolCall, { sidecar }: ToolResult): boolean {
  return typeof sidecar === 'string' && !name.startsWith('mcp__') && /^(?:Error|User rejected)/.test(sidecar);
}
