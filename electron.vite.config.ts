import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { fetchEarly } from './vite.early.ts';
import { pdfiumCode } from './vite.pdfium.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Whoever passes a bundle on passes on what the licences of its libraries ask for. */
const LICENSES = { fileName: 'licenses.md' };

/**
 * The three parts of the app. Everything is bundled, so that a package holds `out` and nothing of node_modules. The
 * workers lie beside main under the names that the engine looks for.
 */
export default defineConfig({
  main: {
    publicDir: false,
    plugins: [pdfiumCode()],
    // Its build for Node declares a `require` of its own, and electron-vite would declare another.
    resolve: { alias: { fflate: 'fflate/browser' } },
    build: {
      externalizeDeps: false,
      emptyOutDir: true,
      license: LICENSES,
      rolldownOptions: {
        // What the command line loads late, the service loads at once.
        checks: { ineffectiveDynamicImport: false },
        input: {
          index: at('src/main/index.ts'),
          'service-worker': at('src/engine/service/worker.ts'),
          'digest-worker': at('src/engine/transcript/digest-worker.ts'),
          'app-archive-worker': at('src/engine/claude/app/app-archive-worker.ts'),
          'reader-worker': at('src/engine/service/reader/worker.ts'),
          'pdf-worker': at('src/engine/service/pdf/worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    publicDir: false,
    build: {
      externalizeDeps: false,
      emptyOutDir: true,
      // A sandboxed preload is one CommonJS file.
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    publicDir: false,
    plugins: [react(), fetchEarly('window')],
    // Main fetches the pages in development too: only the socket for changes goes to the server directly.
    server: { strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: 5173 } },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      license: LICENSES,
      // What is read before the first screen: nearly half as much of it.
      minify: true,
      // No data: URLs, so that the policy can do without them.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Read from the disk, not from a network.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        input: at('src/renderer/index.html'),
        // Few files: each is worth less than the way to it. What asks the engine comes first, then all of the window.
        output: {
          codeSplitting: {
            groups: [
              { name: 'ask', tags: ['$initial'], priority: 2 },
              { name: 'window', test: /[\\/]renderer[\\/]draw\.tsx$/, priority: 1 },
              { name: 'icons', test: /[\\/]lucide-react[\\/]/ },
            ],
          },
        },
      },
    },
  },
});
