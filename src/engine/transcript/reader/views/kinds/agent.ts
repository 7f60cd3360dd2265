import type { Excerpted, ToolView } from '../../../../../shared/reading.ts';
import { agentOfTool, isAgentId } from '../../agents.ts';
import { toolUseId } from '../tool-use-id.ts';
import { blockTexts } from '../result-text.ts';
import { countAt, firstTextAt, flagAt, listAt, textAt } from '../shapes.ts';
import { insideTag, labelOrNull } from '../words.ts';
import type { Work } from '../work.ts';
import { prose } from '../work.ts';

/** What Claude Code adds behind an answer, for the model alone. */
const INTERNAL = /^(?:agentId: |<usage>|Async agent launched )/;

/** Task and, as it is called by now, Agent. */
export function viewAgent(work: Work): ToolView | null {
  const { input, sidecar, context, text } = work;
  const prompt = textAt(input, 'prompt');
  const told = prompt ?? textAt(sidecar, 'prompt');
  if (told === null) return null;
  const usage = insideTag('usage', text) ?? '';
  return {
    is: 'agent',
    type: labelOrNull(firstTextAt(input, ['subagent_type']) ?? textAt(sidecar, 'agentType')),
    description: labelOrNull(textAt(input, 'description') ?? textAt(sidecar, 'description')),
    prompt: prose(work, told, prompt === null ? context.parts.sidecar('prompt') : context.parts.input('prompt')),
    agent: agentOf(work),
    result: answerOf(work),
    tokens: countAt(sidecar, 'totalTokens') ?? numberBehind('total_tokens', usage),
    toolUses: countAt(sidecar, 'totalToolUseCount') ?? numberBehind('tool_uses', usage),
    durationMs: countAt(sidecar, 'totalDurationMs') ?? numberBehind('duration_ms', usage),
  };
}

/** What the subagent answered, without what is for the model alone. */
export function plainAnswer({ result, sidecar, isDone }: Work): string | null {
  if (!isDone || flagAt(sidecar, 'isAsync') || /_launched$/.test(textAt(sidecar, 'status') ?? '')) return null;
  const content = listAt(sidecar, 'content') ?? result?.content;
  const texts = blockTexts(content).filter((text) => text !== '' && !INTERNAL.test(text));
  return texts.length > 0 ? texts.join('\n') : null;
}

function answerOf(work: Work): Excerpted | null {
  const answer = plainAnswer(work);
  return answer === null ? null : prose(work, answer, work.context.parts.made('answer'));
}

/** By its result, by what stands beside its own file, or, in an old version, by where it began in this one. */
function agentOf({ call, result, sidecar, context }: Work): string | null {
  const told = textAt(sidecar, 'agentId');
  if (told !== null && isAgentId(told) && context.hasAgent(told)) return told;
  if (context.inlineAgent !== null) return context.inlineAgent;
  const id = toolUseId(call, result);
  const found = id === null ? null : agentOfTool(context.sessionDir, id);
  return found !== null && context.hasAgent(found) ? found : null;
}

function numberBehind(key: string, text: string): number | null {
  const found = new RegExp(`${key}: (\\d{1,15})\\b`).exec(text);
  return found === null ? null : Number(found[1]);
}
