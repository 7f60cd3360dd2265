// `npm start`: the desktop app where Electron's runtime is there or can be fetched, else the same window in a browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const args = process.argv.slice(2);
const AT_ONCE_MS = 5000;
const electron = findElectron();

if ('path' in electron) {
  say(`Ghostlight opens as a desktop app: ${electron.why}.`);
  const started = performance.now();
  const code = await run(electron.path, ['.', ...args]);
  // Some systems forbid the sandbox of a program that no package manager installed, and Electron ends at once.
  if (code === 0 || performance.now() - started > AT_ONCE_MS) process.exit(code);
  say('Electron does not run here, so Ghostlight opens in a browser instead.');
} else {
  say(`Ghostlight opens in a browser: ${electron.why}.`);
}
process.exit(await run(process.execPath, ['out/cli/index.js', 'serve', ...args]));

/** @returns {{ path: string, why: string } | { why: string }} */
function findElectron() {
  const { env, platform } = process;
  if (env['ELECTRON_EXEC_PATH'])
    return { path: env['ELECTRON_EXEC_PATH'], why: 'ELECTRON_EXEC_PATH names its runtime' };
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return { why: 'there is no screen here' };
  if (platform === 'linux' && process.getuid?.() === 0) return { why: 'Electron keeps its sandbox, and root has none' };
  const folder = packageFolder();
  if (folder === null) return { why: 'Electron is not among the installed packages' };
  const there = runtimeIn(folder);
  if (there !== null) return { path: there, why: 'its runtime is installed' };
  say('Fetching Electron’s runtime, once …');
  const { status } = spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 300_000 });
  const fetched = runtimeIn(folder);
  if (fetched !== null) return { path: fetched, why: 'its runtime was fetched just now' };
  return {
    why: `Electron’s runtime could not be fetched (${status === null ? 'no answer in time' : 'no network, or a proxy in between'})`,
  };
}

function packageFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** @param {string} folder of npm's electron, which notes in a file where its program is */
function runtimeIn(folder) {
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const program = join(folder, 'dist', readFileSync(note, 'utf8'));
  return existsSync(program) ? program : null;
}

/** @param {string} sentence */
function say(sentence) {
  console.error(sentence);
}

/** @param {string} program @param {string[]} args @returns {Promise<number>} the exit code */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', windowsHide: false });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', (error) => {
      say(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
  });
}
