import { setFlagsFromString } from 'node:v8';
import type { Scan } from '../../shared/model.ts';
import { refuseHalfAnswer, type Context } from '../context.ts';
import { printJson } from '../output.ts';
import { startProgress } from '../progress.ts';

export async function scanCommand(context: Context, { all }: { all: boolean }): Promise<void> {
  const scan = await runScan(context);
  if (context.json) printJson(scan);
  else {
    const { printScan } = await import('../views/scan.ts');
    printScan(scan, { all, options: context.options });
  }
  await refuseHalfAnswer(scan.problems);
}

export async function runScan({ engine }: Context): Promise<Scan> {
  // What a scan reads it keeps until its end: room for what is short-lived would only grow, and taking memory takes time.
  setFlagsFromString('--semi-space-growth-factor=1');
  // It is over before code that V8 optimises would pay; what runs long, the search in files, is WebAssembly.
  setFlagsFromString('--no-maglev');
  setFlagsFromString('--no-opt');
  const progress = startProgress('Reading conversations');
  try {
    return await engine.scan({ onProgress: progress.report });
  } finally {
    progress.end();
  }
}
