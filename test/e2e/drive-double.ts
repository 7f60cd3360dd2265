import path from 'node:path';
import { DoubleHost } from '../double/host.ts';
import type { LaunchOptions, RunningApp } from './driver.ts';
import { ROOT, appArgs, appEnv, listenForComplaints, sharedBrowser } from './drive-common.ts';

export interface DoubleApp extends RunningApp {
  host: DoubleHost;
}

export const OUR_MAIN = path.join(ROOT, 'out/main/index.js');

/** The built app, or another main process, in the double of Electron. */
export async function launchDouble(options: LaunchOptions, main = OUR_MAIN): Promise<DoubleApp> {
  const { colorScheme, system, size } = options;
  const host = new DoubleHost({
    browser: await sharedBrowser(),
    main,
    args: appArgs(options),
    env: appEnv(options),
    ...(colorScheme === undefined ? {} : { colorScheme }),
    ...(system === undefined ? {} : { platform: system }),
  });
  try {
    const page = await host.firstWindow();
    if (size !== undefined) await page.setViewportSize(size);
    return {
      host,
      page,
      pid: host.pid,
      refused: () => host.refused.map(({ url }) => url),
      complaints: listenForComplaints(page),
      main: (run, argument) => host.evaluate(run.toString(), argument) as never,
      close: () => host.close(),
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}
