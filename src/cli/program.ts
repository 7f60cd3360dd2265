import { Command, InvalidArgumentError } from 'commander';
import type { Include } from '../shared/model.ts';
import type { PairIds } from '../engine/claude/accounts.ts';
import type { Context } from './context.ts';
import { addExport } from './export-command.ts';
import { addGlobalOptions, parseId, parseInclude, type GlobalOptions } from './options.ts';
import manifest from '../../package.json' with { type: 'json' };

interface RestoreFlags {
  all?: boolean;
  include?: Include[];
  account?: string;
  organization?: string;
  anyway?: boolean;
  yes?: boolean;
}

/**
 * The command line. Every command finishes what a crash interrupted before it does anything else. What a command needs
 * is loaded when it is called.
 */
export function createProgram(): Command {
  const program = addGlobalOptions(new Command('ghostlight'))
    .description('Finds the conversations that Claude Desktop’s sidebar has lost, says why, and brings them back.')
    .version(manifest.version)
    .showHelpAfterError('Try --help.')
    .helpCommand('help [command]', 'show what a command does, with examples')
    .addHelpText('after', EXAMPLES.ghostlight);
  const options = (): GlobalOptions => program.opts<GlobalOptions>();
  const context = async (): Promise<Context> => (await import('./context.ts')).openContext(options());

  program
    .command('scan')
    .description('find every conversation on this disk and say which are missing from the sidebar, and why')
    .option('--all', 'list every conversation, not only the missing ones')
    .addHelpText('after', EXAMPLES.scan)
    .action(async ({ all = false }: { all?: boolean }) => {
      const { scanCommand } = await import('./commands/scan.ts');
      await scanCommand(await context(), { all });
    });

  program
    .command('show')
    .argument('<id>', 'a conversation’s id, or the beginning of it')
    .description('read a conversation')
    .addHelpText('after', EXAMPLES.show)
    .action(async (id: string) => {
      const { showCommand } = await import('./commands/show.ts');
      await showCommand(await context(), id);
    });

  addRestore(program, context);

  program
    .command('undo')
    .argument('[receipt]', 'the receipt of a restore; the newest without it')
    .description('take a restore back; without --yes only says what would be done')
    .option('--yes', 'do it')
    .addHelpText('after', EXAMPLES.undo)
    .action(async (receipt: string | undefined, { yes = false }: { yes?: boolean }) => {
      const { undoCommand } = await import('./commands/undo.ts');
      await undoCommand(await context(), receipt ?? null, yes);
    });

  program
    .command('receipts')
    .description('list what was restored, and what Claude itself made of it')
    .addHelpText('after', EXAMPLES.receipts)
    .action(async () => {
      const { receiptsCommand } = await import('./commands/receipts.ts');
      await receiptsCommand(await context());
    });

  program
    .command('doctor')
    .description('examine Claude’s installations, accounts, entries and logs, and say what to do')
    .addHelpText('after', EXAMPLES.doctor)
    .action(async () => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      await doctorCommand(await context());
    });

  addExport(program, context);
  addServe(program);

  // Last, because commands inherit it: what is left without a command is a command that there is not.
  program.allowExcessArguments().action(async () => {
    const [unknown] = program.args;
    if (unknown !== undefined) program.error(`error: there is no command '${unknown}'`);
    await (await import('./commands/start.ts')).startCommand(options());
  });

  for (const command of [program, ...program.commands]) {
    command.configureHelp({ showGlobalOptions: true }).exitOverride();
  }
  return program;
}

function addRestore(program: Command, context: () => Promise<Context>): void {
  const restore = program
    .command('restore')
    .argument('[id...]', 'conversations; or --all')
    .description('bring conversations back into Claude’s sidebar; without --yes only says what would be done')
    .option('--all', 'every conversation that is missing')
    .option(
      '--include <kinds>',
      'also those of: cli, ide, automated, deleted, archived, earlier (comma-separated)',
      parseInclude,
    )
    .option('--account <id>', 'into this account’s sidebar', parseId)
    .option('--organization <id>', 'and this organization’s', parseId)
    .option('--anyway', 'one conversation, although Ghostlight does not know the installed version of Claude')
    .option('--yes', 'do it')
    .addHelpText('after', EXAMPLES.restore);
  restore.action(async (ids: string[], flags: RestoreFlags) => {
    const { all = false, include = [], anyway = false, yes = false } = flags;
    if (all && ids.length > 0) restore.error('error: name conversations or give --all, not both');
    if (!all && ids.length === 0)
      restore.error('error: name the conversations to bring back, or give --all for every one');
    const pair = pairOf(restore, flags);
    const { restoreCommand } = await import('./commands/restore.ts');
    await restoreCommand(await context(), ids, { all, include, anyway, yes, pair });
  });
}

function addServe(program: Command): void {
  program
    .command('serve')
    .description('show the window in a browser on this machine, where the app itself cannot run')
    .option('--port <number>', 'the port to listen on; any that is free without it', parsePort)
    .option('--sample', 'show the built-in sample instead of this machine')
    .action(async ({ port = 0, sample = false }: { port?: number; sample?: boolean }) => {
      const { serveCommand } = await import('./commands/serve.ts');
      await serveCommand({ ...program.opts<GlobalOptions>(), port, sample });
    });
}

/** Throws InvalidArgumentError. */
function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError('It is not a port: a number up to 65535.');
}

function pairOf(command: Command, { account, organization }: RestoreFlags): PairIds | null {
  if (account === undefined && organization === undefined) return null;
  if (account === undefined || organization === undefined) {
    return command.error('error: --account and --organization go together: an organization is one of an account');
  }
  return { accountId: account, organizationId: organization };
}

const EXAMPLES = {
  ghostlight: `
Nothing is ever written without --yes, but for exports into a folder that you
name, and everything that was restored can be undone.

Examples:
  ghostlight scan                        what is missing, and why
  ghostlight restore --all               what a restore would do; writes nothing
  ghostlight restore --all --yes         bring everything back
  ghostlight undo --yes                  take the last restore back
  ghostlight show 1c5c92dd               read a conversation
  ghostlight export 1c5c92dd --out .     write it into a file
  ghostlight scan --home /mnt/old/Users/ana --platform win32
`,
  scan: `
Examples:
  ghostlight scan                        what is missing from the sidebar
  ghostlight scan --all                  every conversation, with where it is
  ghostlight scan --json | jq '.sessions[] | select(.status == "ghost") | .title'
  ghostlight scan --home /mnt/old/Users/ana --platform win32
`,
  show: `
Examples:
  ghostlight show 1c5c92dd               the beginning of an id is enough
  ghostlight show 1c5c92dd | less
`,
  restore: `
Without --yes it only prints what it would do. Try one first if you like: what is restored can be undone.

Examples:
  ghostlight restore --all               what would be done; writes nothing
  ghostlight restore --all --yes         bring back all that is missing
  ghostlight restore 1c5c92dd --yes      bring back one
  ghostlight restore --all --include cli also those started in a terminal
  ghostlight restore 1c5c92dd --include deleted --yes
  ghostlight restore --all --account <id> --organization <id>
`,
  undo: `
Examples:
  ghostlight undo                        what would be taken back; changes nothing
  ghostlight undo --yes                  take the last restore back
  ghostlight undo 20261120 --yes         the beginning of a receipt is enough
`,
  receipts: `
Examples:
  ghostlight receipts
  ghostlight receipts --json
`,
  doctor: `
Examples:
  ghostlight doctor
  ghostlight doctor --json > for-a-bug-report.json
`,
};
