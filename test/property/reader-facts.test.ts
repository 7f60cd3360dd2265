import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FactsBuilder } from '../../src/engine/transcript/reader/facts/index.ts';
import { hostileCall, hostileValue } from '../support/hostile-tools.ts';
import type { MadeCall } from '../support/tools.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const countOrNull = v.nullable(count);
const ID = /^[0-9a-f-]{36}$/i;

/** What a face relies on. */
const factsSchema = v.strictObject({
  models: v.array(v.strictObject({ model: v.string(), messages: v.pipe(count, v.minValue(1)) })),
  prompts: count,
  replies: count,
  tools: v.array(v.strictObject({ name: v.string(), uses: v.pipe(count, v.minValue(1)), failed: count })),
  tokens: v.nullable(v.strictObject({ input: count, output: count, cacheRead: count, cacheWrite: count })),
  contextTokens: countOrNull,
  costUsd: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
  startedAt: countOrNull,
  endedAt: countOrNull,
  workedMs: countOrNull,
  branches: v.array(v.string()),
  files: v.array(v.strictObject({ path: v.string(), added: countOrNull, removed: countOrNull })),
  subagents: v.array(
    v.strictObject({
      agent: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
      type: v.nullable(v.string()),
      description: v.nullable(v.string()),
      entry: countOrNull,
    }),
  ),
  queued: v.array(v.strictObject({ text: v.pipe(v.string(), v.nonEmpty()), at: countOrNull })),
  compactions: count,
  forkedFrom: v.nullable(v.pipe(v.string(), v.regex(ID))),
  continuedIn: v.nullable(v.pipe(v.string(), v.regex(ID))),
});

const TYPES = ['user', 'assistant', 'system', 'attachment', 'cost-state', 'continued-in', 'progress', 7, null, 'x'];
const KEYS = [
  'uuid',
  'timestamp',
  'gitBranch',
  'isSidechain',
  'isMeta',
  'origin',
  'attachment',
  'subtype',
  'durationMs',
  'totalCostUSD',
  'totalAPIDuration',
  'continuedInSessionId',
  'forkedFrom',
  'requestId',
  'toolUseResult',
  'message',
];

const odd = fc.dictionary(fc.constantFrom(...KEYS), hostileValue, { noNullPrototype: true });
const usage = fc.dictionary(
  fc.constantFrom('input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'),
  fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, 1e300, '7', null)),
  { noNullPrototype: true },
);

/** A call and its result, now and then with a key that is not what it should be. */
const lines = fc.tuple(hostileCall, fc.nat(3), usage, odd).map(([made, id, counted, more]) => [
  { type: 'assistant', message: { id: `m${id}`, model: 'opus', usage: counted, content: [useOf(made, id)] }, ...more },
  { type: 'user', message: { content: [resultOf(made, id)] }, toolUseResult: made.sidecar, ...made.line },
]);
const anyLine = fc.tuple(fc.constantFrom<unknown>(...TYPES), odd).map(([type, more]) => [{ type, ...more }]);

const useOf = ({ name, input }: MadeCall, id: number): object => ({ type: 'tool_use', id: `t${id}`, name, input });
const resultOf = ({ content, isError }: MadeCall, id: number): object => ({
  type: 'tool_result',
  tool_use_id: `t${id}`,
  content,
  is_error: isError,
});

test('whatever stands in a transcript, there are facts of it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(lines, anyLine), { maxLength: 6 }), fc.boolean(), (all, isAgent) => {
      const builder = new FactsBuilder('/nowhere', isAgent ? 'agent' : 'main');
      all.flat().forEach((line, i) => builder.add(line, i));
      expect(builder.readAgents({ ms: 1 })).toBe(true);
      const parsed = v.safeParse(factsSchema, builder.facts());
      expect(parsed.issues?.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`) ?? []).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
