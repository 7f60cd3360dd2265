import { defineConfig } from 'vitest/config';
import { memoryEnv, windowTests } from './vitest.config.ts';

/** Everything behind and in the window: service, web face, main, packaging, the built app in Chromium, components. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'window',
          include: windowTests,
          env: memoryEnv,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      './vitest.component.config.ts',
    ],
  },
});
