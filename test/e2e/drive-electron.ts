import { _electron } from 'playwright';
import type { LaunchOptions, RunningApp } from './driver.ts';
import { ROOT, appArgs, appEnv, listenForComplaints } from './drive-common.ts';

/** The built app in Electron itself, where its runtime is installed and there is a screen. */
export async function launchElectron(options: LaunchOptions): Promise<RunningApp> {
  const { colorScheme, size } = options;
  const electron = await _electron.launch({
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, ...appArgs(options)],
    cwd: ROOT,
    env: appEnv(options),
    ...(colorScheme === undefined ? {} : { colorScheme }),
  });
  const page = await electron.firstWindow();
  const complaints = listenForComplaints(page);
  const refused: string[] = [];
  page.on('requestfailed', (request) => refused.push(request.url()));
  await page.waitForLoadState();
  if (size !== undefined) {
    await electron.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
  }
  return {
    page,
    pid: electron.process().pid ?? NaN,
    refused: () => [...refused],
    complaints,
    main: (run, argument) => electron.evaluate(run as never, argument as never),
    close: () => electron.close(),
  };
}
