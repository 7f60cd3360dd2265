import fc from 'fast-check';
import { assistant, chain, user, uuid } from '../unit/engine/transcript/lines.ts';
import type { Json } from '../unit/engine/transcript/lines.ts';

/** Lines of a conversation as it might have happened, and the texts that the person typed in it. */
export interface Story {
  lines: Json[];
  prompts: string[];
}

type Step = 'prompt' | 'queued' | 'reply' | 'thought' | 'call' | 'result' | 'again' | 'compact' | 'hidden' | 'aside';

const STEPS: readonly Step[] = [
  'prompt',
  'prompt',
  'queued',
  'reply',
  'reply',
  'thought',
  'call',
  'call',
  'result',
  'result',
  'again',
  'compact',
  'hidden',
  'aside',
];

/** Each step with two numbers that say what it hangs on and whom it speaks of. */
const step = fc.tuple(fc.constantFrom(...STEPS), fc.nat(30), fc.nat(30));

export const story: fc.Arbitrary<Story> = fc.array(step, { maxLength: 40 }).map((steps) => {
  const told: Story = { lines: [], prompts: [] };
  for (const [n, [what, a, b]] of steps.entries()) told.lines.push(...linesOf(what, n + 1, a, b, told));
  return told;
});

function linesOf(what: Step, n: number, a: number, b: number, { lines, prompts }: Story): Json[] {
  const on = { parentUuid: n === 1 ? null : uuid(1 + (a % Math.max(1, n - 1))) };
  switch (what) {
    case 'prompt':
      prompts.push(`Prompt number ${n}.`);
      return [user(n, `Prompt number ${n}.`, on)];
    case 'queued':
      prompts.push(`Prompt number ${n}.`);
      return [chain(n, 'attachment', { attachment: { type: 'queued_command', prompt: `Prompt number ${n}.` }, ...on })];
    case 'reply':
      return [inMessage(assistant(n, `Reply ${n}`, on), b)];
    case 'thought':
      return [inMessage(assistant(n, [{ type: 'thinking', thinking: `Thought ${n}` }], on), b)];
    case 'call':
      return [
        inMessage(
          assistant(n, [{ type: 'tool_use', id: `toolu_${n}`, name: 'Bash', input: { command: `run ${n}` } }], on),
          b,
        ),
      ];
    case 'result':
      return [user(n, [{ type: 'tool_result', tool_use_id: `toolu_${a}`, content: `Output ${n}` }], on)];
    case 'again':
      return lines.length === 0 ? [] : lines.slice(a % lines.length, (a % lines.length) + 1);
    case 'compact':
      return [
        chain(n, 'system', { subtype: 'compact_boundary', compactMetadata: {}, parentUuid: null }),
        user(n + 1000, `Summary ${n}`, { isCompactSummary: true, parentUuid: uuid(n) }),
      ];
    case 'hidden':
      return [{ type: 'api-request-blob', message: { role: 'user', content: prompts.at(-1) ?? 'x' } }];
    case 'aside':
      return [user(n, `Aside ${n}`, { isSidechain: true, ...on })];
  }
}

function inMessage(line: Json, message: number): Json {
  return { ...line, message: { ...(line['message'] as Json), id: `msg_${message}` } };
}
