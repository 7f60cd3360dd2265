// Builds when there is no build, or when a source is newer than it, so that a checkout's commands always run what the
// checkout says. Prints nothing: the command that follows may be writing JSON.
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const built = 'out/cli/index.js';
const sources = ['src', 'resources', 'package.json', 'vite.cli.config.ts', 'electron.vite.config.ts'];

/**
 * The last change below a path. A folder's own date counts too: it tells of files that went.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stat = statSync(path);
  const below = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...below);
}

const wanted = Math.max(...sources.filter((path) => existsSync(path)).map(newest));
if (!existsSync(built) || statSync(built).mtimeMs < wanted) {
  execSync('npm run -s build', { stdio: ['ignore', 'ignore', 'inherit'] });
}
