import { defineConfig, type Plugin } from 'vite';
import { pdfiumCode } from './vite.pdfium.ts';

/**
 * The command line, the service that `serve` starts, and the worker that reads transcripts for both. electron-vite builds
 * the app's own parts beside it.
 *
 * CommonJS and small, since most of a short command is Node loading it: a module of Node's own that is imported shows all
 * of its exports, and loads what is behind each, while one that is required does not.
 */
export default defineConfig({
  publicDir: false,
  plugins: [withoutExecutables(), commonJsFolder(), pdfiumCode()],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/cli',
    minify: true,
    rolldownOptions: {
      // What one entry loads late, another may load at once.
      checks: { ineffectiveDynamicImport: false },
      input: {
        index: 'src/cli/index.ts',
        'service-worker': 'src/engine/service/worker.ts',
        'digest-worker': 'src/engine/transcript/digest-worker.ts',
        'app-archive-worker': 'src/engine/claude/app/app-archive-worker.ts',
        'reader-worker': 'src/engine/service/reader/worker.ts',
        'pdf-worker': 'src/engine/service/pdf/worker.ts',
      },
      output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

/** The project's own `package.json` calls every `.js` file an ES module. */
function commonJsFolder(): Plugin {
  return {
    name: 'commonjs-folder',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
    },
  };
}

/** commander can run subcommands as programs of their own. There are none, and what starts programs is slow to load. */
function withoutExecutables(): Plugin {
  const name = '\0no-executables';
  return {
    name: 'without-executables',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === 'node:child_process' && importer?.includes('/commander/') === true ? name : null,
    load: (id) => (id === name ? 'export default {};' : null),
  };
}
