import { parseArgs } from 'node:util';
import type { WorldOptions } from '../engine/local-world.ts';

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;

/**
 * What the command line takes as well: another home, platform, data roots, config dirs and state dir. Switches that
 * belong to Chromium are passed over.
 */
export function readOptions(argv: readonly string[]): WorldOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { home: text, platform: text, 'data-root': list, 'config-dir': list, 'state-dir': text },
  });
  const platform = asText(values['platform']);
  return {
    home: asText(values['home']),
    platform: platform === 'win32' || platform === 'darwin' || platform === 'linux' ? platform : undefined,
    dataRoots: asTexts(values['data-root']),
    configDirs: asTexts(values['config-dir']),
    stateDir: asText(values['state-dir']),
  };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
