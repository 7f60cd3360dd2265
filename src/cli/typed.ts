import type { GlobalOptions } from './options.ts';

/** Commands for the person to type: with the name by which this one was started, and with the same home. */

/** `npm run -s ghostlight --` in a checkout, where there is no `ghostlight` on the path. */
const programName = (): string =>
  ['ghostlight', 'start'].includes(process.env['npm_lifecycle_event'] ?? '')
    ? 'npm run -s ghostlight --'
    : 'ghostlight';

export function typed(words: string, options: GlobalOptions): string {
  const { home, platform, dataRoot = [], configDir = [], stateDir } = options;
  const given: [string, string | undefined][] = [
    ['--home', home],
    ['--platform', platform],
    ...dataRoot.map((path): [string, string] => ['--data-root', path]),
    ...configDir.map((path): [string, string] => ['--config-dir', path]),
    ['--state-dir', stateDir],
  ];
  const same = given.flatMap(([name, value]) => (value === undefined ? [] : [name, quoted(value)]));
  return [programName(), words, ...same].join(' ');
}

const isWindows = process.platform === 'win32';
const NEEDS_NO_QUOTES = isWindows ? /^[\w./:\\@+,=~-]+$/ : /^[\w./:@%+,=-]+$/;

/** As the shell of this machine reads it. */
export function quoted(value: string): string {
  if (NEEDS_NO_QUOTES.test(value)) return value;
  return isWindows ? `"${value}"` : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** This very command once more, with more behind it; a choice that was made in it gives way to the new one. */
export function typedAgain(more: string): string {
  const words = process.argv.slice(2).map(quoted).join(' ');
  const without = more.startsWith('--account') ? words.replace(/ --(account|organization)[= ]\S+/g, '') : words;
  return `${programName()} ${without} ${more}`;
}
