import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { Drawing } from '../../../../src/engine/pdf/drawing.ts';
import type { PageSize } from '../../../../src/shared/reading.ts';
import { lockedPdf, makePdf, pdfOf } from '../../../support/pdf.ts';

interface Picture {
  pages: number;
  width: number;
  height: number;
  /** How many of its pixels are dark: what was written on it. */
  ink: number;
}

const drawn = async (drawing: Drawing, pdf: Buffer | null, page = 1, size: PageSize = 'large'): Promise<Picture> => {
  const answer = await drawing.draw(pdf, page, size);
  if (answer.is !== 'page') throw new Error(`There is no picture: ${answer.why}.`);
  const { width, height, data, channels } = decode(Buffer.from(answer.data, 'base64'));
  let ink = 0;
  for (let at = 0; at < data.length; at += channels) if ((data[at] ?? 0) < 100) ink += 1;
  return { pages: answer.pages, width, height, ink };
};

const draw = (pdf: Buffer, page = 1, size: PageSize = 'large'): Promise<Picture> =>
  drawn(new Drawing(), pdf, page, size);

describe('a page', () => {
  test('is drawn on white, with what is written on it, in its own shape', async () => {
    const picture = await draw(pdfOf('The lantern is lit'));
    expect(picture.pages).toBe(1);
    expect(picture.width / picture.height).toBeCloseTo(200 / 300, 2);
    const pixels = picture.width * picture.height;
    expect(picture.ink / pixels).toBeGreaterThan(0.002);
    expect(picture.ink / pixels).toBeLessThan(0.1);
    expect((await draw(pdfOf(''))).ink).toBe(0);
  });

  test('comes after page, of a document that was given once, and then of another', async () => {
    const drawing = new Drawing();
    const first = await drawn(drawing, pdfOf('1', 'Much more is written here', ''));
    const second = await drawn(drawing, null, 2);
    expect([first.pages, second.pages]).toEqual([3, 3]);
    expect(second.ink).toBeGreaterThan(first.ink * 3);
    expect((await drawn(drawing, null, 3)).ink).toBe(0);
    expect(await drawn(drawing, pdfOf('Another'))).toMatchObject({ pages: 1 });
  });

  test('is a small picture where it is only to be known again', async () => {
    const { width, height, ink } = await draw(pdfOf('The lantern is lit'), 1, 'thumbnail');
    expect([width, height]).toEqual([213, 320]);
    expect(ink).toBeGreaterThan(20);
  });

  test.each([
    ['as large as a country', 1e9, 1e9],
    ['as thin as a thread', 1, 1e6],
    ['as flat as a shelf', 1e6, 1],
    ['without any size', 0, 0],
    ['of less than nothing', -50, -50],
  ])('%s becomes a picture that a screen can show', async (_name, width, height) => {
    const picture = await draw(makePdf([{ text: 'x', width, height }]));
    expect(picture.width * picture.height).toBeLessThanOrEqual(4_200_000);
    expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(8000);
  });
});

describe('a document without a picture says why:', () => {
  test.each([
    ['it wants a password', lockedPdf(), 'locked'],
    ['it has no pages', makePdf([]), 'empty'],
    ['it ends after its first line', Buffer.from('%PDF-1.4\n'), 'damaged'],
    ['most of it is gone', pdfOf('First', 'Second').subarray(0, 300), 'damaged'],
    ['it is another kind of file', Buffer.from('GIF89a and no PDF'), 'damaged'],
    ['it is nothing at all', Buffer.alloc(0), 'damaged'],
  ])('%s', async (_name, pdf, why) => {
    expect(await new Drawing().draw(pdf, 1, 'thumbnail')).toEqual({ is: 'missing', why, pages: 0 });
  });

  test('it has no such page', async () => {
    const answer = await new Drawing().draw(pdfOf('First', 'Second'), 3, 'large');
    expect(answer).toEqual({ is: 'missing', why: 'damaged', pages: 2 });
  });

  test('none was ever given', async () => {
    expect(await new Drawing().draw(null, 1, 'large')).toEqual({ is: 'missing', why: 'damaged', pages: 0 });
  });
});

test('a document whose table of contents is wrong is read all the same', async () => {
  const pdf = pdfOf('First', 'Second')
    .toString('latin1')
    .replace(/\n0000/g, '\n9999');
  expect(await draw(Buffer.from(pdf, 'latin1'))).toMatchObject({ pages: 2 });
});
