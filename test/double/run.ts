import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { readFileSync } from 'node:fs';

/**
 * Starts a built main process: `node run.ts <main> [arguments]`. As in Electron the app is ready only after its main
 * module was evaluated, so that one which awaits that at its top never starts.
 */

const double = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

const { electron: version } = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    devDependencies: { electron: string };
  }
).devDependencies;
const platform = process.env['DOUBLE_PLATFORM'];
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform });
Object.defineProperty(process.versions, 'electron', { value: version });
Object.assign(process, { type: 'browser', resourcesPath: '/nowhere' });

const electron = await import('./electron.ts');
const { served } = await import('./remote.ts');
const { becomeReady } = await import('./app.ts');

served['evaluate'] = (source: string, argument: unknown) =>
  (runInThisContext(`(${source})`) as (given: typeof electron, argument: unknown) => unknown)(electron, argument);
process.on('disconnect', () => process.exit(0));

const main = process.argv[2];
if (main === undefined) throw new Error('Name the built main process.');
process.argv.splice(1, 2, '.');
await import(pathToFileURL(main).href);
becomeReady();
