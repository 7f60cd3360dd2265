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

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    env: hasRoom(memory) ? { TMPDIR: memory } : {},
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
