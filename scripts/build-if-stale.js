// Builds when there is no build, or when a source is newer than it, so that a checkout's commands always run what the
// checkout says. Prints nothing: the command that follows may be writing JSON.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const built = 'out/cli/index.js';
const sources = ['src', 'resources', 'package.json', 'vite.cli.config.ts', 'electron.vite.config.ts'];

/** @param {string} path @returns {number} */
const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs;

const wanted = Math.max(...sources.filter((path) => existsSync(path)).map(newest));
if (!existsSync(built) || statSync(built).mtimeMs < wanted) {
  execFileSync('npm', ['run', '-s', 'build'], { stdio: ['ignore', 'ignore', 'inherit'], shell: true });
}
