import { openReading } from '../../../../src/engine/transcript/reader/open-reading.ts';
import type { ReadingSizes } from '../../../../src/engine/transcript/reader/reading.ts';
import { readOut, type Said } from '../../../../src/engine/transfer/readout.ts';
import { sourceOf } from '../../../../src/engine/transfer/source.ts';

/** All that `ghostlight show` would say of a transcript. */
export function readAloud(path: string, sizes: Partial<ReadingSizes> = {}): Said[] {
  const reading = openReading(path, { sessionDir: path.replace(/\.jsonl$/, ''), sizes });
  try {
    while (!reading.index({ ms: Infinity }));
    return [...readOut(sourceOf(reading))];
  } finally {
    reading.close();
  }
}
