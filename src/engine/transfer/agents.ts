import { factsOf, type Writing } from './writing.ts';

/** What a subagent is called: its kind and what it was to do, or its id where nothing tells. */
export function agentName(agent: string, { source, choice }: Writing): string {
  const known = factsOf(source, choice).subagents.find((subagent) => subagent.agent === agent);
  const told = [known?.type ?? null, known?.description ?? null].filter((part) => part !== null);
  return told.length === 0 ? agent : told.join(', ');
}
