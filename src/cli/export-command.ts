import { Option, type Command } from 'commander';
import type { ExportFormat } from '../shared/reading.ts';
import type { Context } from './context.ts';

/** Written here too: a module of its own would be loaded for every command. */
const FORMATS: readonly ExportFormat[] = ['md', 'html', 'json'];

/** As commander hands them over: what begins with `--no-` is true unless it was given. */
interface ExportFlags {
  all?: boolean;
  out: string;
  format: ExportFormat;
  toolOutput: boolean;
  thinking: boolean;
  subagents: boolean;
  images: boolean;
  personal?: boolean;
}

export function addExport(program: Command, context: () => Promise<Context>): void {
  const command = program
    .command('export')
    .argument('[id...]', 'conversations, or the beginnings of their ids; or --all')
    .description('write conversations into files: Markdown, HTML or JSON')
    .requiredOption('--out <dir>', 'the folder to write into, made where it is missing')
    .addOption(new Option('--format <name>', 'what kind of files').choices(FORMATS).default('md'))
    .option('--all', 'every conversation')
    .option('--no-tool-output', 'without what tools answered')
    .option('--no-thinking', 'without what Claude thought')
    .option('--no-subagents', 'without the conversations of subagents')
    .option('--no-images', 'without pictures and documents')
    .option('--personal', 'with account ids and e-mail addresses')
    .addHelpText('after', EXAMPLES);
  command.action(async (ids: string[], { all = false, out, personal = false, ...options }: ExportFlags) => {
    if (all && ids.length > 0) command.error('error: name conversations or give --all, not both');
    if (!all && ids.length === 0) command.error('error: name the conversations to export, or give --all for every one');
    const { exportCommand } = await import('./commands/export.ts');
    await exportCommand(await context(), ids, { all, out, options: { ...options, personal } });
  });
}

const EXAMPLES = `
Each conversation becomes a file of its own; no file is ever replaced. Account
ids, organization ids, remote-control ids and e-mail addresses are taken out
unless --personal is given; other personal things are not.

Examples:
  ghostlight export 1c5c92dd --out ~/Documents
  ghostlight export 1c5c92dd --format html --out .
  ghostlight export --all --format json --out backup --no-images
  ghostlight export 1c5c92dd 03c83ecc --out . --no-tool-output --no-thinking
`;
