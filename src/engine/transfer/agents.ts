import { factsOf, type Writing } from './writing.ts';

/** Names a subagent by its type and its task, or by its id if neither is known. */
export function agentName(agent: string, { source, choice }: Writing): string {
  const known = factsOf(source, choice).subagents.find((subagent) => subagent.agent === agent);
  const told = [known?.type ?? null, known?.description ?? null].filter((part) => part !== null);
  return told.length === 0 ? agent : told.join(', ');
}
