import { describe, expect, test } from 'vitest';
import type { Session } from '../../../src/shared/model.ts';
import { writeJson } from '../../support/json-file.ts';
import type { Line } from '../../support/lines.ts';
import type { Transcript, TranscriptSpec } from '../../support/transcripts.ts';
import { look, sceneForTest, type Scene } from './scene.ts';

const customTitle = (text: string): Line => ({ type: 'custom-title', customTitle: text });
const aiTitle = (text: string): Line => ({ type: 'ai-title', aiTitle: text });
const agentName = (text: string): Line => ({ type: 'agent-name', agentName: text });

/** A summary of the conversation itself; `leafUuid` must be one of its own. */
const summary = (text: string, leafUuid: unknown): Line => ({ type: 'summary', summary: text, leafUuid });

async function titleOf(make: (scene: Scene) => Transcript): Promise<Pick<Session, 'title' | 'titleSource'>> {
  const scene = sceneForTest();
  const { id } = make(scene);
  const { title, titleSource } = (await look(scene)).session(id);
  return { title, titleSource };
}

const made = (spec: TranscriptSpec) => titleOf(({ config }) => config.transcript(spec));

describe('the name of a conversation', () => {
  const everything = [agentName('lamp-keeper'), aiTitle('By Claude'), customTitle('By hand')];

  test('is what the person called it last, in the conversation', async () => {
    expect(await made({ extra: [customTitle('First'), ...everything] })).toEqual({
      title: 'By hand',
      titleSource: 'user',
    });
  });

  test('made from a prompt holds addresses whole, or not at all', async () => {
    const ADDRESS = 'ana.lighthouse@harbour-keepers.example.com';
    for (const before of ['', 'Mail ', 'Write a long letter, by hand, to ', `${'x'.repeat(50)}:`, 'x'.repeat(58)]) {
      const { title } = await made({ prompts: [`${before}${ADDRESS} and ${'tell her '.repeat(30)}`] });
      expect(title.length).toBeLessThanOrEqual(61);
      expect(title.replace(ADDRESS, '')).not.toMatch(/ana|light/);
      expect(title).toMatch(/^.+…$/);
    }
    const alone = `${'ana.'.repeat(10)}${ADDRESS}`;
    expect(await made({ prompts: [alone] })).toMatchObject({ title: alone });
  });

  test('is what the person called it beside the conversation', async () => {
    const named = await titleOf(({ config, pair }) => {
      const transcript = config.transcript({ extra: [aiTitle('By Claude')] });
      pair.recordOf(transcript, { title: 'In the sidebar' });
      writeJson(transcript.path.replace(/\.jsonl$/, '/custom-title.json'), { customTitle: 'Beside' });
      return transcript;
    });
    expect(named).toEqual({ title: 'Beside', titleSource: 'user' });
  });

  test.each(['user', 'auto'] as const)(
    'is the one in the sidebar, given by %s, before Claude’s own',
    async (titleSource) => {
      const named = await titleOf(({ config, pair }) => {
        const transcript = config.transcript({ extra: [aiTitle('By Claude')] });
        pair.recordOf(transcript, { title: 'In the sidebar', titleSource });
        return transcript;
      });
      expect(named).toEqual({ title: 'In the sidebar', titleSource });
    },
  );

  test('is the one that a damaged entry still has', async () => {
    const named = await titleOf(({ config, pair }) => {
      const transcript = config.transcript();
      pair.damagedRecordOf('null-dates', transcript, { title: 'In the sidebar' });
      return transcript;
    });
    expect(named.title).toBe('In the sidebar');
  });

  test.each<[string, Line[], string]>([
    ['what Claude called it last', [agentName('lamp-keeper'), aiTitle('First'), aiTitle('By Claude')], 'By Claude'],
    ['the name of the agent', [agentName('lamp-keeper')], 'lamp-keeper'],
    ['the first prompt', [], 'Please look at the lantern'],
    [
      'the first prompt, not an old summary of another conversation',
      [summary('Not mine', 'x')],
      'Please look at the lantern',
    ],
  ])('is, where nobody named it, %s', async (_, extra, title) => {
    expect(await made({ extra })).toEqual({ title, titleSource: 'auto' });
  });

  test('is an old summary of its own', async () => {
    const named = await titleOf(({ config }) => {
      const transcript = config.transcript();
      const { uuid } = transcript.lines.findLast((line) => 'uuid' in line) ?? {};
      return config.goOn(transcript, [summary('The lantern was lit', uuid)]);
    });
    expect(named).toEqual({ title: 'The lantern was lit', titleSource: 'auto' });
  });

  test('ends on a word where a prompt is long, and never in half a character', async () => {
    const prompt = 'Please rebuild the whole lighthouse from the ground up and paint it red';
    expect((await made({ prompts: [prompt] })).title).toBe(
      'Please rebuild the whole lighthouse from the ground up and…',
    );
    const { title } = await made({ prompts: ['\u{1F3EE}'.repeat(80)] });
    expect(title.isWellFormed()).toBe(true);
    expect(title.length).toBeLessThanOrEqual(61);
  });

  test('is one clean line, whoever wrote it', async () => {
    const named = await titleOf(({ config, pair }) => {
      const transcript = config.transcript();
      pair.recordOf(transcript, { title: ` \u001b[31mRed\n\u202Eeman\t${'x'.repeat(500)}` });
      return transcript;
    });
    expect(named.title).toMatch(/^[^\p{Cc}\u202E]{1,201}$/u);
    expect(named.title).toMatch(/Red eman x+…$/);
  });

  test('is the first prompt where the sidebar has only blanks', async () => {
    const named = await titleOf(({ config, pair }) => {
      const transcript = config.transcript();
      pair.recordOf(transcript, { title: ' \n\u0000 ' });
      return transcript;
    });
    expect(named).toEqual({ title: 'Please look at the lantern', titleSource: 'auto' });
  });

  test('is its number where nothing at all was written', async () => {
    const named = await titleOf(({ config, pair }) => {
      const transcript = config.flatOnly({ mtime: Date.now() - 60_000 });
      pair.record({ cliSessionId: transcript.id, title: undefined });
      return transcript;
    });
    expect(named.title).toMatch(/^Untitled \([0-9a-f]{8}\)$/);
  });
});
