import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportFormats, type ExportFormat } from '../../../../src/shared/reading.ts';
import { STYLE, STYLE_HASH } from '../../../../src/engine/transfer/html/style.ts';
import { sampleFile, sampleNames } from '../../../support/samples.ts';
import { freshFolder, transcript } from '../transcript/lines.ts';
import { exportAll, filesIn, sessionOf } from './exporting.ts';
import { MADE } from './made-conversations.ts';

/** What an export is to be, to the letter. `npx vitest run <this file> -u` writes them anew; look at what changed. */
const GOLDEN = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'export');

/** The file, with the looks that all have in common left out, and what was put beside it. */
async function written(path: string, format: ExportFormat): Promise<string> {
  const folder = freshFolder();
  const { files, failed } = await exportAll([sessionOf(path)], { folder, options: { format } });
  expect(failed).toEqual([]);
  const [file] = files;
  const text = fs
    .readFileSync(file?.path ?? '', 'utf8')
    .replace(STYLE, '…')
    .replace(STYLE_HASH, '…');
  const beside = filesIn(folder).filter((name) => !name.endsWith(`.${format}`));
  return [text, ...beside.map((name) => `--- beside: ${name}\n`)].join('');
}

const cases = (names: readonly string[]): [string, ExportFormat][] =>
  names.flatMap((name) => exportFormats.map((format): [string, ExportFormat] => [name, format]));

describe('an export is what it is meant to be', () => {
  test.each(cases(Object.keys(MADE)))('of made-up %s, as %s', async (name, format) => {
    const text = await written(transcript(MADE[name] ?? []), format);
    await expect(text).toMatchFileSnapshot(join(GOLDEN, 'made', `${name}.${format}.txt`));
  });

  test.each(cases(sampleNames))('of the genuine conversation %s, as %s', async (name, format) => {
    const text = await written(sampleFile(name as (typeof sampleNames)[number]), format);
    await expect(text).toMatchFileSnapshot(join(GOLDEN, 'genuine', `${name}.${format}.txt`));
  });
});
