import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { openReading } from '../../src/engine/transcript/reader/open-reading.ts';
import type { Reading } from '../../src/engine/transcript/reader/reading.ts';
import { hostileCall } from '../support/hostile-tools.ts';
import { make, putToolResult, see, toolSeenSchema } from '../support/tools.ts';
import type { MadeCall } from '../support/tools.ts';

const folder = fs.mkdtempSync(join(os.tmpdir(), 'ghostlight-views-'));
putToolResult(folder, 'a.txt', 'all of it '.repeat(2000));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('whatever stands in a call and its result', () => {
  test('it can be shown', () => {
    fc.assert(
      fc.property(hostileCall, (made) => {
        const parsed = v.safeParse(toolSeenSchema, see(made, { sessionDir: folder, agents: ['x'] }));
        expect(parsed.issues?.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`) ?? []).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('what a view made can be asked for', () => {
    const names = ['output', 'stdout', 'stderr', 'content', 'diff', 'results', 'answer', 'plan', 'constructor', ''];
    fc.assert(
      fc.property(hostileCall, fc.constantFrom(...names), (made, name) => {
        const text = make(name, made, { sessionDir: folder });
        expect(text === null || text.isWellFormed()).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('what is cut begins as the whole does, and the whole is to be had', () => {
    fc.assert(
      fc.property(hostileCall, (made) => {
        const reading = open(made);
        const limits = { prose: 5, output: 5 };
        for (const cut of cutTexts(reading.entries(0, reading.count, limits))) {
          const part = reading.part(cut.part);
          if (part?.is !== 'text') throw new Error(`There is no ${cut.part}`);
          expect([cut.part, part.text.slice(0, cut.text.length)]).toEqual([cut.part, cut.text]);
        }
        reading.close();
      }),
      { numRuns: 300 },
    );
  });
});

function open({ name, input, content, isError, sidecar, line }: MadeCall): Reading {
  const path = join(folder, 'made.jsonl');
  const use = { type: 'tool_use', id: 'toolu_1', name, input };
  const result = { type: 'tool_result', tool_use_id: 'toolu_1', content, is_error: isError };
  const lines = [
    { type: 'assistant', uuid: 'a', message: { role: 'assistant', content: [use] } },
    { type: 'user', uuid: 'b', message: { role: 'user', content: [result] }, toolUseResult: sidecar, ...line },
  ];
  fs.writeFileSync(path, lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const reading = openReading(path, { sessionDir: folder });
  while (!reading.index({ ms: 1000 }));
  return reading;
}

interface Cut {
  text: string;
  part: string;
}

/** All texts in a value that have more to them. */
function cutTexts(value: unknown): Cut[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(cutTexts);
  return isCut(value) ? [value, ...inside] : inside;
}

const isCut = (value: object): value is Cut =>
  'text' in value && typeof value.text === 'string' && 'part' in value && typeof value.part === 'string';
