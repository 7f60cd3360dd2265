import { statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/**
 * Fake homes live in memory where there is room: the restore's tests sync thousands of files, and on a disk each waits
 * for it.
 */
const memory = '/dev/shm';

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 2e9;
  } catch {
    return false;
  }
}

/** The window's own tests need a Chromium; `npm run test:window` runs them. */
export const windowTests = [
  'test/{e2e,package,web,main}/**/*.test.ts',
  'test/unit/{main,preload}/**/*.test.ts',
  'test/engine/{guard,service}/**/*.test.ts',
];

export const memoryEnv = hasRoom(memory) ? { TMPDIR: memory } : {};

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...windowTests],
    env: memoryEnv,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
