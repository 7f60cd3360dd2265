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

const env = hasRoom(memory) ? { TMPDIR: memory } : {};

/**
 * Tests start the engine's threads from their TypeScript. Node strips the types in each with a WebAssembly program that
 * calls back into JavaScript, and where several threads do so at once, V8 now and then dies while it collects such code
 * ("Check failed: jit_page.has_value()", or a plain SIGSEGV; nodejs/node#64500). What is built has no types to strip.
 */
const execArgv = ['--no-wasm-code-gc'];

/** What opens the window, in Chromium; what stands behind it goes along, for one project is one queue. */
const windowTests = [
  'test/{e2e,package,web,main}/**/*.test.ts',
  'test/unit/{main,preload}/**/*.test.ts',
  'test/engine/{guard,service}/**/*.test.ts',
];

/**
 * One run, one count: the engine and the command line, the window as a whole, and its parts. One after the other: what
 * waits for a browser shall not compete with what syncs thousands of files.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'engine',
          maxWorkers: 2,
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...windowTests],
          env,
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'window',
          include: windowTests,
          env,
          execArgv,
          // Long enough for a busy machine; a condition that holds is seen at once.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      './vitest.component.config.ts',
    ],
  },
});
