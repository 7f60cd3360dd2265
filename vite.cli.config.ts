import { defineConfig } from 'vite';

/**
 * The command line, the service that `serve` starts, and the worker that reads transcripts for both. electron-vite builds
 * the app's own parts beside it.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/cli',
    minify: false,
    rolldownOptions: {
      input: {
        index: 'src/cli/index.ts',
        'service-worker': 'src/engine/service/worker.ts',
        'digest-worker': 'src/engine/transcript/digest-worker.ts',
        'reader-worker': 'src/engine/service/reader/worker.ts',
      },
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
