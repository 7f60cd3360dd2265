// `npm test`: all tests; what follows `--` goes to vitest. `--unless-passed`, as `npm run check` has it: not again where
// all of them passed on these very files.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const passedFile = join('node_modules', '.cache', 'ghostlight', 'tests-passed');
const vitest = join('node_modules', 'vitest', 'vitest.mjs');

const given = process.argv.slice(2);
const args = given.filter((arg) => arg !== '--unless-passed');
const files = args.length === 0 ? fingerprint() : null;

if (given.includes('--unless-passed') && files !== null && files === lastPassed()) {
  console.log('Every test passed on these very files; they are not run again.');
} else {
  rmSync(passedFile, { force: true });
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...args], { stdio: 'inherit' });
  // Who edits while the tests run has other files now.
  if (status === 0 && files !== null && files === fingerprint()) {
    mkdirSync(dirname(passedFile), { recursive: true });
    writeFileSync(passedFile, files);
  }
  process.exitCode = status ?? 1;
}

/** Of every file that belongs to the project, and of what runs it; null where git cannot tell which those are. */
function fingerprint() {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\0`);
    for (const file of listed.split('\0').filter((name) => name !== '')) {
      hash.update(`${file}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
    }
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function lastPassed() {
  try {
    return readFileSync(passedFile, 'utf8');
  } catch {
    return null;
  }
}
