import { describe, expect, onTestFinished, test } from 'vitest';
import { PdfThread } from '../../../src/engine/service/pdf/thread.ts';
import { homeForTest } from '../../support/for-test.ts';
import { endlessPdf, lockedPdf, pdfOf, swellingPdf } from '../../support/pdf.ts';
import { pdfTranscript } from '../../support/pdf-transcript.ts';
import { snapshot } from '../../support/snapshot.ts';
import { runService } from './running-service.ts';
import type { RunningService } from './running-service.ts';

interface Opened extends RunningService {
  reading: string;
  /** What to ask for, of each document in the conversation. */
  parts: string[];
}

/** A conversation with these documents in it, opened. */
async function openWith(pdfs: readonly Buffer[]): Promise<Opened> {
  const home = homeForTest('linux');
  const { id } = pdfTranscript(home, pdfs);
  const before = snapshot(home.path);
  onTestFinished(() => expect(snapshot(home.path)).toEqual(before));
  const running = runService(home);
  await running.face.ready();
  const { reading, layout } = await running.ask('reader.open', { id, agent: null });
  const entries = await running.ask('reader.entries', { reading, from: 0, count: layout.kinds.length });
  const media = entries.flatMap((entry) => ('media' in entry ? entry.media : []));
  return { ...running, reading, parts: media.flatMap(({ part }) => (part === null ? [] : [part])) };
}

describe('the pages of documents in a conversation', () => {
  test('are drawn one by one, whichever is asked for', async () => {
    const { ask, reading, parts } = await openWith([pdfOf('One', 'Two'), pdfOf('Alone')]);
    expect(parts).toHaveLength(2);
    const [first = '', second = ''] = parts;
    const answers = await Promise.all([
      ask('reader.page', { reading, part: first, page: 1, size: 'thumbnail' }),
      ask('reader.page', { reading, part: second, page: 1, size: 'thumbnail' }),
      ask('reader.page', { reading, part: first, page: 2, size: 'large' }),
    ]);
    expect(answers).toMatchObject([
      { is: 'page', pages: 2 },
      { is: 'page', pages: 1 },
      { is: 'page', pages: 2 },
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(3);
  });

  test('are drawn after one that cannot be', async () => {
    const { ask, reading, parts } = await openWith([lockedPdf(), pdfOf('Alone')]);
    const [locked = '', second = ''] = parts;
    const page = { reading, page: 1, size: 'large' } as const;
    expect(await ask('reader.page', { ...page, part: locked })).toEqual({ is: 'missing', why: 'locked', pages: 0 });
    expect(await ask('reader.page', { ...page, part: second })).toMatchObject({ is: 'page', pages: 1 });
  });

  test.each([
    [{ page: 0 }, 'invalid'],
    [{ page: 1.5 }, 'invalid'],
    [{ page: 100_001 }, 'invalid'],
    [{ size: 'enormous' }, 'invalid'],
    [{ part: '0:media/7' }, 'not-found'],
    [{ part: '0:text' }, 'not-found'],
    [{ part: '../../x.pdf' }, 'not-found'],
    [{ part: 'plan 1.pdf' }, 'invalid'],
    [{ reading: 'reading-1' }, 'stale'],
  ])('a request with %j is refused', async (other, code) => {
    const { refusal, reading, parts } = await openWith([pdfOf('One')]);
    expect(await refusal('reader.page', { reading, part: parts[0], page: 1, size: 'large', ...other })).toBe(code);
  });
});

describe('the thread that draws', () => {
  const made = (mostMs: number, idleMs: number): PdfThread => {
    const thread = new PdfThread({ mostMs, idleMs });
    onTestFinished(() => thread.stop());
    return thread;
  };
  const documentOf = (name: string, pdf: Buffer) => ({ name, read: () => Promise.resolve(pdf.toString('base64')) });

  test('gives up what fills all memory', async () => {
    const thread = made(60_000, 60_000);
    const answer = await thread.draw(documentOf('swelling', swellingPdf()), 1, 'thumbnail');
    expect(answer).toEqual({ is: 'missing', why: 'too-large', pages: 0 });
  });

  test('gives up what does not end, and goes on with the next', async () => {
    const thread = made(3000, 60_000);
    const endless = thread.draw(documentOf('endless', endlessPdf()), 1, 'large');
    const next = thread.draw(documentOf('next', pdfOf('One')), 1, 'thumbnail');
    expect(await endless).toEqual({ is: 'missing', why: 'too-slow', pages: 0 });
    expect(await next).toMatchObject({ is: 'page' });
  });

  test('reads a document once for all of its pages, and again when told that it may be another', async () => {
    const thread = made(60_000, 60_000);
    let reads = 0;
    const document = {
      name: 'one',
      read: () => {
        reads += 1;
        return Promise.resolve(pdfOf('One', 'Two').toString('base64'));
      },
    };
    await thread.draw(document, 1, 'thumbnail');
    await thread.draw(document, 2, 'thumbnail');
    expect(reads).toBe(1);
    thread.forget();
    await thread.draw(document, 2, 'thumbnail');
    expect(reads).toBe(2);
  });

  test('is there only while it is needed', async () => {
    const thread = made(60_000, 200);
    expect(thread.isRunning).toBe(false);
    await thread.draw(documentOf('one', pdfOf('One')), 1, 'thumbnail');
    expect(thread.isRunning).toBe(true);
    await expect.poll(() => thread.isRunning, { timeout: 10_000 }).toBe(false);
    expect(await thread.draw(documentOf('one', pdfOf('One')), 1, 'thumbnail')).toMatchObject({ is: 'page' });
  });

  test('tells whoever waits when it is stopped', async () => {
    const thread = made(60_000, 60_000);
    const asked = thread.draw(documentOf('endless', endlessPdf()), 1, 'large');
    await expect.poll(() => thread.isRunning).toBe(true);
    await thread.stop();
    expect(await asked).toMatchObject({ is: 'missing' });
    expect(thread.isRunning).toBe(false);
  });

  test('hands on why a document could not be had', async () => {
    const thread = made(60_000, 60_000);
    const gone = { name: 'gone', read: () => Promise.reject(new Error('It is gone.')) };
    await expect(thread.draw(gone, 1, 'large')).rejects.toThrow('It is gone.');
  });
});
