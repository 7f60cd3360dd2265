import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { foundNoWayOut, noWayOut } from '../double/no-way-out.ts';
import type { LaunchOptions, RunningApp } from './driver.ts';
import { ROOT, appArgs, appEnv, listenForComplaints, sharedBrowser } from './drive-common.ts';

const PATIENCE_MS = 20_000;

/** `ghostlight serve`, in a browser that has nothing else open. */
export async function launchServe(options: LaunchOptions): Promise<RunningApp> {
  const { colorScheme = 'light', size = { width: 1280, height: 800 } } = options;
  const server = spawn(
    process.execPath,
    [path.join(ROOT, 'out/cli/index.js'), 'serve', '--port', '0', ...appArgs(options)],
    { env: appEnv(options), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const late = setTimeout(() => server.kill('SIGKILL'), 5000);
    server.kill('SIGTERM');
    await once(server, 'exit');
    clearTimeout(late);
  };
  try {
    const address = await printedAddress(server);
    const { origin, host } = new URL(address);
    const proxy = noWayOut(host);
    const context = await (await sharedBrowser()).newContext({ viewport: size, colorScheme, baseURL: origin, proxy });
    const refused: string[] = [];
    const page = await context.newPage();
    page.on('requestfailed', (request) => {
      if (foundNoWayOut(request)) refused.push(request.url());
    });
    const complaints = listenForComplaints(page);
    await page.goto(address);
    return {
      page,
      pid: server.pid ?? NaN,
      refused: () => [...refused],
      complaints,
      main: () => Promise.reject(new Error('There is no main process behind a served window.')),
      close: async () => {
        await context.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address, token and all, from what it prints. */
function printedAddress(server: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`serve ${why}:\n${printed}`));
    const late = setTimeout(() => fail('printed no address'), PATIENCE_MS);
    server.once('exit', (code) => fail(`ended with ${String(code)}`));
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const address = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(printed)?.[0];
        if (address === undefined || !/\s/.test(printed.slice(printed.indexOf(address) + address.length))) return;
        clearTimeout(late);
        resolve(address);
      });
    }
  });
}
