// `npm run docs`: says which citations and paths lead nowhere (scripts/citations.ts). Exit 1 where there are any.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findFaults } from './citations.ts';

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
  maxBuffer: 64 << 20,
});
/** Not what others wrote, nor what the tests of the check itself cite. */
const isExempt = (path: string): boolean =>
  /^(resources\/sample|test\/fixtures)\//.test(path) || /^(scripts|test\/unit\/scripts)\/citations/.test(path);
const files = listed
  .split('\0')
  .filter((path) => /\.(tsx?|js|css|md)$/.test(path) && !isExempt(path) && existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const faults = findFaults(files, existsSync);
for (const { path, line, message } of faults) console.error(`${path}:${line}: ${message}`);
if (faults.length > 0) process.exitCode = 1;
