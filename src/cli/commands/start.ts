import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scan } from '../../shared/model.ts';
import { createEngine } from '../../engine/engine.ts';
import { localWorld } from '../../engine/local-world.ts';
import { SAMPLE_NOW } from '../../engine/sample-story.ts';
import { openContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import { print, printJson, paint } from '../output.ts';
import { runScan } from './scan.ts';
import { typed } from '../typed.ts';
import { printScan } from '../views/scan.ts';
import { say, sayCommand } from '../layout.ts';

/**
 * What happens without a command: a scan of this machine; where there is no trace of Claude, one of the built-in
 * sample, so that a visitor sees what Ghostlight is for. A home that the person named is never replaced by it.
 */
export async function startCommand(options: GlobalOptions): Promise<void> {
  const context = await openContext(options);
  const scan = await runScan(context);
  const isEmpty = scan.dataRoots.length === 0 && scan.sessions.length === 0;
  const { home, dataRoot, configDir } = options;
  if (isEmpty && home === undefined && dataRoot === undefined && configDir === undefined) return showSample(options);
  if (context.json) printJson(scan);
  else printScan(scan, { all: false, options });
}

const SAMPLE_HOME = fileURLToPath(new URL('../../resources/sample/home', import.meta.url));

async function showSample({ json = false }: GlobalOptions): Promise<void> {
  const scan = await scanSample();
  if (json) return printJson({ sample: true, ...scan });
  print(paint.bold('SAMPLE – this is not your data.'));
  say(
    'There is no Claude Desktop and no conversation in your home folder, so here is a made-up one that comes with Ghostlight, to show what it does.',
  );
  print();
  const options = { home: SAMPLE_HOME, platform: 'linux' as const };
  printScan(scan, { all: false, options });
  print();
  say('To look at a home folder elsewhere, an old disk or a backup:');
  sayCommand(typed('scan --home <folder> --platform win32|darwin|linux', {}));
}

async function scanSample(): Promise<Scan> {
  const stateDir = mkdtempSync(join(tmpdir(), 'ghostlight-sample-'));
  try {
    const world = localWorld({ home: SAMPLE_HOME, platform: 'linux', stateDir });
    return await createEngine({ ...world, now: () => SAMPLE_NOW }).scan();
  } finally {
    rmSync(stateDir, { recursive: true });
  }
}
