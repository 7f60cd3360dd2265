import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../engine/engine.ts';
import { localWorld } from '../../engine/local-world.ts';
import { openContext, type GlobalOptions } from '../context.ts';
import { paint, print, printJson } from '../output.ts';
import { printScan, scanCommand } from './scan.ts';

/**
 * What happens without a command: a scan of this machine; where there is no trace of Claude, one of the built-in
 * sample, so that a visitor sees what Ghostlight is for.
 */
export async function startCommand(options: GlobalOptions): Promise<void> {
  const context = await openContext(options);
  const scan = await context.engine.scan();
  if (scan.dataRoots.length > 0 || scan.sessions.length > 0) return scanCommand(context, { all: false });
  return scanSample(options);
}

const SAMPLE_HOME = fileURLToPath(new URL('../../resources/sample/home', import.meta.url));

async function scanSample({ json }: GlobalOptions): Promise<void> {
  const stateDir = mkdtempSync(join(tmpdir(), 'ghostlight-sample-'));
  try {
    const scan = await createEngine(localWorld({ home: SAMPLE_HOME, platform: 'linux', stateDir })).scan();
    if (json === true) return printJson({ sample: true, ...scan });
    print(paint.bold('SAMPLE – not your data.'));
    print('No Claude Desktop and no conversations were found in this home folder, so here is a made-up profile');
    print('that comes with Ghostlight, to show what a scan looks like.\n');
    printScan(scan, false);
    print('\nTo look at a profile elsewhere: ghostlight scan --home <folder> --platform win32|darwin|linux');
  } finally {
    rmSync(stateDir, { recursive: true });
  }
}
