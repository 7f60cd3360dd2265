import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportFormats } from '../../../../src/shared/reading.ts';
import { assistant, transcript, user, type Json } from '../transcript/lines.ts';
import { exported } from './exporting.ts';

/** A conversation beside which subagents lie; each is given the lines of its own file, null for one that is gone. */
function withAgents(agents: Record<string, { lines: Json[] | null; toolUseId?: string }>): string {
  const call = (id: string): Json[] => [
    assistant(2, [
      {
        type: 'tool_use',
        id,
        name: 'Task',
        input: { description: 'Survey', prompt: 'Survey it', subagent_type: 'scout' },
      },
    ]),
    user(3, [{ type: 'tool_result', tool_use_id: id, content: 'Quiet.' }]),
  ];
  const path = transcript([user(1, 'Look around'), ...call('toolu_1'), assistant(4, 'Done.')]);
  const folder = join(path.replace(/\.jsonl$/, ''), 'subagents');
  fs.mkdirSync(folder, { recursive: true });
  for (const [agent, { lines, toolUseId }] of Object.entries(agents)) {
    const meta = {
      agentType: 'scout',
      description: `What ${agent} does`,
      ...(toolUseId === undefined ? {} : { toolUseId }),
    };
    fs.writeFileSync(join(folder, `agent-${agent}.meta.json`), JSON.stringify(meta));
    if (lines !== null)
      fs.writeFileSync(join(folder, `agent-${agent}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  return path;
}

const own = (said: string): Json[] =>
  [user(11, `Task of ${said}`), assistant(12, `Report of ${said}`)].map((line) => ({
    ...line,
    isSidechain: true,
    agentId: said,
  }));

const times = (text: string, what: string): number => text.split(what).length - 1;

describe('subagents', () => {
  test.each(exportFormats)('are in %s once: those of a call and those that no call names', async (format) => {
    const path = withAgents({
      a1: { lines: own('a1'), toolUseId: 'toolu_1' },
      b2: { lines: own('b2') },
      c3: { lines: null },
    });
    const text = await exported(path, { options: { format } });
    for (const agent of ['a1', 'b2']) {
      expect(times(text, `Task of ${agent}`)).toBe(1);
      expect(times(text, `Report of ${agent}`)).toBe(1);
    }
    const none = await exported(path, { options: { format, subagents: false } });
    expect(none).not.toMatch(/Task of|Report of/);
    expect(none).toContain('Survey it');
  });

  test('that cannot be read leave the conversation as it is', async () => {
    const path = withAgents({ a1: { lines: own('a1'), toolUseId: 'toolu_1' } });
    const file = join(path.replace(/\.jsonl$/, ''), 'subagents', 'agent-a1.jsonl');
    fs.rmSync(file);
    fs.mkdirSync(file);
    for (const format of exportFormats) expect(await exported(path, { options: { format } })).toContain('Done.');
  });

  test('in Markdown come after the conversation, where they are announced', async () => {
    const text = await exported(withAgents({ a1: { lines: own('a1'), toolUseId: 'toolu_1' } }));
    expect(text).toContain('*Its own conversation stands below, under “Subagent: scout, Survey”.*');
    expect(text.slice(text.indexOf('Done.'))).toMatch(
      /\n# Subagent: scout, Survey\n\n## Task · [^\n]*\n\nTask of a1\n\n## Subagent · /,
    );
  });

  test('in HTML stand inside of the call', async () => {
    const text = await exported(withAgents({ a1: { lines: own('a1'), toolUseId: 'toolu_1' } }), {
      options: { format: 'html' },
    });
    expect(text.indexOf('Report of a1')).toBeLessThan(text.indexOf('Done.'));
    expect(text).not.toContain('Other subagents');
  });
});
