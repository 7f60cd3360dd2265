import { Command, InvalidArgumentError } from 'commander';
import type { Include } from '../shared/model.ts';
import type { PairIds } from '../engine/claude/accounts.ts';
import { openContext, type Context, type GlobalOptions } from './context.ts';
import { doctorCommand } from './commands/doctor.ts';
import { receiptsCommand } from './commands/receipts.ts';
import { restoreCommand } from './commands/restore.ts';
import { scanCommand } from './commands/scan.ts';
import { showCommand } from './commands/show.ts';
import { startCommand } from './commands/start.ts';
import { undoCommand } from './commands/undo.ts';
import { addGlobalOptions, parseId, parseInclude } from './options.ts';
import { version } from '../../package.json' with { type: 'json' };

interface RestoreFlags {
  all?: boolean;
  include?: Include[];
  account?: string;
  organization?: string;
  yes?: boolean;
}

/** The command line. Every command finishes what a crash interrupted before it does anything else. */
export function createProgram(): Command {
  const program = addGlobalOptions(new Command('ghostlight'))
    .description('Finds the conversations that Claude Desktop’s sidebar has lost, says why, and brings them back.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Try --help.')
    .addHelpText('after', EXAMPLES);
  const context = (): Promise<Context> => openContext(program.opts<GlobalOptions>());

  program.action(async () => startCommand(program.opts<GlobalOptions>()));

  program
    .command('scan')
    .description('find every conversation on this disk and say which are missing from the sidebar, and why')
    .option('--all', 'list every conversation, not only the missing ones')
    .action(async ({ all = false }: { all?: boolean }) => scanCommand(await context(), { all }));

  program
    .command('show')
    .argument('<id>', 'a conversation’s id, or the beginning of it')
    .description('read a conversation')
    .action(async (id: string) => showCommand(await context(), id));

  const restore = program
    .command('restore')
    .argument('[id...]', 'conversations; or --all')
    .description('bring conversations back into Claude’s sidebar; without --yes only says what would be done')
    .option('--all', 'every conversation that is missing')
    .option(
      '--include <kinds>',
      'also those of: cli, ide, automated, deleted, archived (comma-separated)',
      parseInclude,
    )
    .option('--account <id>', 'into this account’s sidebar', parseId)
    .option('--organization <id>', 'and this organization’s', parseId)
    .option('--yes', 'do it');
  restore.action(async (ids: string[], flags: RestoreFlags) => {
    const { all = false, include = [], yes = false } = flags;
    if (all === ids.length > 0) restore.error('error: name the conversations to bring back, or --all for every one');
    await restoreCommand(await context(), ids, { all, include, yes, pair: pairOf(restore, flags) });
  });

  program
    .command('undo')
    .argument('[receipt]', 'the receipt of a restore; the newest without it')
    .description('take a restore back; without --yes only says what would be done')
    .option('--yes', 'do it')
    .action(async (receipt: string | undefined, { yes = false }: { yes?: boolean }) =>
      undoCommand(await context(), receipt ?? null, yes),
    );

  program
    .command('receipts')
    .description('list what was restored, and what Claude itself made of it')
    .action(async () => receiptsCommand(await context()));

  program
    .command('doctor')
    .description('examine Claude’s installations, accounts, entries and logs, and say what to do')
    .action(async () => doctorCommand(await context()));

  program
    .command('serve')
    .description('show the window in a browser on this machine, where the app itself cannot run')
    .option('--port <number>', 'the port to listen on; any that is free without it', parsePort)
    .option('--sample', 'show the built-in sample instead of this machine')
    .action(async ({ port = 0, sample = false }: { port?: number; sample?: boolean }) => {
      const { serveCommand } = await import('./commands/serve.ts');
      await serveCommand({ ...program.opts<GlobalOptions>(), port, sample });
    });

  return program;
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

const EXAMPLES = `
Examples:
  ghostlight scan                        what is missing, and why
  ghostlight restore --all               what a restore would do; writes nothing
  ghostlight restore --all --yes         bring everything back
  ghostlight undo --yes                  take the last restore back
  ghostlight show 1c5c92dd               read a conversation
  ghostlight restore 1c5c92dd --include deleted --yes
  ghostlight scan --home /mnt/old/Users/ana --platform win32
`;
