import fs from 'node:fs';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleFile, sampleNames } from '../../../support/samples.ts';
import { assistant, transcript, user, type Json } from '../transcript/lines.ts';
import { exported } from './exporting.ts';
import { hostileConversation } from './hostile-conversation.ts';
import { hostileMarkdown } from './hostile-markdown.ts';
import { MADE, personalLines, PIXEL } from './made-conversations.ts';

const SCHEMA = JSON.parse(fs.readFileSync('docs/export.schema.json', 'utf8')) as AnySchemaObject;

/** The schema as a promise that it tells every field: what it does not tell is not there. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]: [string, unknown]) => [key, closed(value)]),
  );
  return 'properties' in inner && inner['type'] === 'object' ? { ...inner, additionalProperties: false } : inner;
}

const check = new Ajv2020({ allowUnionTypes: true }).compile<Exported>(closed(SCHEMA) as AnySchemaObject);

interface Exported {
  entries: ({ kind: string; text?: string } & Json)[];
  subagents: { agent: string; entries: Json[] }[];
}

async function exportedJson(path: string, options: Json = {}): Promise<Exported> {
  const value = JSON.parse(await exported(path, { options: { ...options, format: 'json' } })) as Exported;
  expect(check(value) ? [] : [check.errors, value]).toEqual([]);
  return value;
}

describe('JSON is as its schema says', () => {
  test.each(Object.keys(MADE))('for made-up %s', async (name) => {
    await exportedJson(transcript(MADE[name] ?? []));
  });

  test.each(sampleNames)('for the genuine conversation %s', async (name) => {
    const { entries } = await exportedJson(sampleFile(name));
    expect(entries.length).toBeGreaterThan(0);
  });

  test('with everything personal, and with nothing of what may be left out', async () => {
    const all = await exportedJson(transcript(personalLines), { personal: true });
    expect(all.entries.filter(({ kind }) => kind === 'metadata').map(({ name }) => name)).toHaveLength(3);
    const nothing = { toolOutput: false, thinking: false, subagents: false, images: false };
    await exportedJson(transcript(MADE['tools'] ?? []), nothing);
    await exportedJson(sampleFile('agent'), nothing);
  });

  test('whatever was said', async () => {
    await fc.assert(
      fc.asyncProperty(hostileConversation, async (lines) => {
        await exportedJson(transcript(lines));
      }),
      { numRuns: 150 },
    );
  });
});

test('every prompt and every reply is in it exactly once, and as it was said', async () => {
  const turn = fc.record({ prompt: hostileMarkdown, reply: hostileMarkdown, again: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), async (turns) => {
      const lines = turns.flatMap(({ prompt, reply, again }, i): Json[] => {
        const asked = user(2 * i + 1, `Prompt ${i}: ${prompt}`);
        const told = assistant(2 * i + 2, `Reply ${i}: ${reply}`);
        // Lines are written twice where a conversation was compacted.
        return [
          { type: 'api-request-blob', message: { role: 'user', content: prompt } },
          asked,
          told,
          ...(again ? [asked, told] : []),
        ];
      });
      const { entries } = await exportedJson(transcript(lines), { personal: true });
      const said = entries.map(({ kind, text = '' }) => `${kind}: ${text}`);
      expect(said.map((line) => line.slice(0, line.indexOf(':', 8)))).toEqual(
        turns.flatMap((_, i) => [`prompt: Prompt ${i}`, `reply: Reply ${i}`]),
      );
      const isPlain = (text: string): boolean => /^[\t\n\x20-\x7e]*$/.test(text);
      for (const [i, { prompt, reply }] of turns.entries()) {
        if (isPlain(prompt)) expect(entries[2 * i]?.text?.trim()).toBe(`Prompt ${i}: ${prompt}`.trim());
        if (isPlain(reply)) expect(entries[2 * i + 1]?.text?.trim()).toBe(`Reply ${i}: ${reply}`.trim());
      }
    }),
    { numRuns: 100 },
  );
});

test('a subagent’s conversation stands beside, once, and is named by the call', async () => {
  const { entries, subagents } = await exportedJson(sampleFile('agent'));
  const call = entries.find(({ kind }) => kind === 'tool');
  expect(subagents.map(({ agent }) => agent)).toEqual(['a89b462008ee95611']);
  expect(call).toMatchObject({ did: { is: 'agent', agent: 'a89b462008ee95611' } });
  expect(subagents[0]?.entries.map(({ kind }) => kind)).toEqual(['prompt', 'reply', 'tool', 'reply']);
});

test('what a tool was given stays an object, whatever is taken out of it', async () => {
  const input = { accountId: 123456789012, to: 'Keeper:\nana@example.com', nested: { orgId: 99999999 } };
  const path = transcript([assistant(1, [{ type: 'tool_use', id: 't', name: 'mcp__mail__send', input }])]);
  const { entries } = await exportedJson(path);
  const safe = { accountId: '[account id]', to: 'Keeper:\n[e-mail address]', nested: { orgId: '[organization id]' } };
  expect(entries.map(({ input: given }) => given)).toEqual([safe]);
  expect((await exportedJson(path, { personal: true })).entries.map(({ input: given }) => given)).toEqual([input]);
  const id = transcript([
    assistant(1, [{ type: 'tool_use', id: 't', name: 'Lamp', input: { accountId: 'acct_123456' } }]),
  ]);
  expect(JSON.stringify(await exportedJson(id))).not.toContain('acct_123456');
});

test('of what is nested without end, as many levels are in it as the documentation says', async () => {
  const nested = (levels: number, inner: unknown): unknown => (levels === 0 ? inner : { a: nested(levels - 1, inner) });
  const given = async (levels: number): Promise<unknown> => {
    const call = { type: 'tool_use', id: 't', name: 'Lamp', input: nested(levels, 'lit') };
    return (await exportedJson(transcript([assistant(1, [call])]))).entries[0]?.['input'];
  };
  expect(await given(48)).toEqual(nested(48, 'lit'));
  expect(await given(60)).toEqual(nested(48, '…'));
});

test('pictures are in it as they are in the transcript; without images only that there were some', async () => {
  const path = transcript(MADE['prompts'] ?? []);
  const dataOf = ({ entries }: Exported): unknown[] =>
    entries.flatMap(({ media }) => ((media ?? []) as { data: unknown }[]).map(({ data }) => data));
  expect(dataOf(await exportedJson(path))).toEqual([PIXEL, expect.stringMatching(/^JVBERi0/), PIXEL]);
  expect(dataOf(await exportedJson(path, { images: false }))).toEqual([null, null, null]);
});

test('an entry begins a line of its own', async () => {
  const text = await exported(transcript(MADE['branches'] ?? []), { options: { format: 'json' } });
  expect(text.match(/^\{"entry":\d+,"kind":/gm)).toHaveLength(6);
  expect(text.split('\n')[0]).toMatch(/^\{"schema":1,"exportedBy":"Ghostlight 0\.0\.0-test","exportedAt":\d+,/);
});
