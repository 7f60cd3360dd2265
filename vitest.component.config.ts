import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './test/e2e/chromium.ts';

/** The window's parts in a real Chromium, fed by an engine of paper (test/component/fake-api.ts). */
export default defineConfig({
  plugins: [react()],
  // Found beforehand: a dependency that is met half-way through a run reloads the page under the tests.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'radix-ui',
      'lucide-react',
      'sonner',
      'cmdk',
      'zustand',
      'zustand/middleware',
      'react-resizable-panels',
      '@tanstack/react-virtual',
      'react-markdown',
      'remark-gfm',
      'diff',
      'highlight.js/lib/core',
      'highlight.js/lib/languages/*',
      '@visx/axis',
      '@visx/grid',
      '@visx/responsive',
      '@visx/scale',
      '@visx/shape',
      '@visx/tooltip',
      'axe-core',
      'fast-check',
      'micromark',
      'micromark-extension-gfm',
    ],
  },
  test: {
    name: 'components',
    include: ['test/component/**/*.test.tsx'],
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    sequence: { groupOrder: 2 },
    hookTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1280, height: 800 },
      provider: playwright({
        launchOptions: { executablePath: findChromium(), args: chromiumArgs() },
        contextOptions: {
          locale: 'en-GB',
          reducedMotion: 'reduce',
          permissions: ['clipboard-write', 'clipboard-read'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
