import { InvalidArgumentError, Option, type Command } from 'commander';
import { isPairId } from '../engine/ids.ts';
import type { Include, Platform } from '../shared/model.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  home?: string;
  platform?: Platform;
  dataRoot?: string[];
  configDir?: string[];
  stateDir?: string;
  json?: boolean;
}

const INCLUDES: readonly Include[] = ['cli', 'ide', 'automated', 'deleted', 'archived', 'earlier'];

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** `cli,ide` as a list. Throws InvalidArgumentError for a word that is none of them. */
export function parseInclude(value: string, before: Include[] = []): Include[] {
  const words = value.split(',').map((word) => word.trim());
  const wrong = words.find((word) => !INCLUDES.some((include) => include === word));
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is none of ${INCLUDES.join(', ')}.`);
  return [...new Set([...before, ...INCLUDES.filter((include) => words.includes(include))])];
}

/** An account or organization. Throws InvalidArgumentError. */
export function parseId(value: string): string {
  if (!isPairId(value)) throw new InvalidArgumentError('It is not an id as `ghostlight doctor` prints them.');
  return value.toLowerCase();
}

/** The options of docs/design.md that every command takes. */
export function addGlobalOptions(command: Command): Command {
  return command
    .option('--home <dir>', 'look at another home folder: an old disk, a backup')
    .addOption(new Option('--platform <name>', 'whose layout that home has').choices(['win32', 'darwin', 'linux']))
    .option(
      '--data-root <dir>',
      'a profile folder of Claude Desktop, instead of looking for them (repeatable)',
      collect,
    )
    .option('--config-dir <dir>', 'a Claude Code folder, instead of looking for them (repeatable)', collect)
    .option('--state-dir <dir>', 'where Ghostlight keeps its receipts and cache')
    .option('--json', 'print one JSON object');
}
