import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaidError } from '../../engine/errors.ts';
import { errorCode } from '../../engine/files.ts';
import { localWorld } from '../../engine/local-world.ts';
import type { Platform } from '../../shared/model.ts';
import { foldersToLookAt, openSettings } from '../../engine/service/settings.ts';
import { serveWeb, type WebFace } from '../../web/serve.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { print, printJson } from '../output.ts';

export interface ServeOptions {
  home?: string;
  platform?: Platform;
  dataRoot?: string[];
  configDir?: string[];
  stateDir?: string;
  json?: boolean;
  /** 0 for any that is free. */
  port: number;
  /** The sample in any case. */
  sample: boolean;
}

/** Beside the built command line. */
const RENDERER = fileURLToPath(new URL('../renderer', import.meta.url));
const SAMPLE_HOME = fileURLToPath(new URL('../../resources/sample/home', import.meta.url));

/** Serves the window to a browser on this machine, until it is interrupted. */
export async function serveCommand(options: ServeOptions): Promise<void> {
  if (!existsSync(join(RENDERER, 'index.html'))) {
    throw new SaidError(
      `The window's own files are not in ${RENDERER}: build Ghostlight first, with \`npm run build\`.`,
    );
  }
  const { home, platform, dataRoot = [], configDir = [], port, sample } = options;
  const world = localWorld({ home, platform, dataRoots: dataRoot, configDirs: configDir, stateDir: options.stateDir });
  const isNamed = home !== undefined || dataRoot.length > 0 || configDir.length > 0;
  const { stateDir } = world;
  const face = await open(port, () =>
    serveWeb({
      service: {
        home,
        platform,
        dataRoots: world.dataRoots,
        configDirs: world.configDirs,
        stateDir,
        samplePath: SAMPLE_HOME,
        version: manifest.version,
        folders: foldersToLookAt({ home, dataRoots: dataRoot, configDirs: configDir }, openSettings(stateDir).get()),
      },
      port,
      rendererPath: RENDERER,
      // What was named is not hidden behind a sample.
      sample: sample ? 'always' : isNamed ? 'never' : 'where-no-profile',
    }),
  );
  if (options.json === true) printJson({ schema: 1, url: face.url });
  else print(`Ghostlight is at ${face.url} (Ctrl-C ends it)`);
  await interrupted();
  await face.close();
}

async function open(port: number, serve: () => Promise<WebFace>): Promise<WebFace> {
  try {
    return await serve();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EADDRINUSE')
      throw new SaidError(`Port ${port} is taken by another program: choose another with --port.`);
    if (code === 'EACCES') throw new SaidError(`Port ${port} may not be used: choose one above 1023 with --port.`);
    throw error;
  }
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
