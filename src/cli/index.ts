#!/usr/bin/env node
import { CommanderError } from 'commander';
import { BusyError } from '../engine/restore/lock.ts';
import { FolderError } from '../engine/local-world.ts';
import { NoTargetError } from '../engine/restore/plan.ts';
import { RestoreError } from '../engine/restore/apply.ts';
import { describeError, errorCode } from '../engine/files.ts';
import { Failure } from './context.ts';
import { complain, plain } from './output.ts';
import { createProgram } from './program.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

/** Errors whose message is a sentence for the person. */
const SAID_IN_FULL = [Failure, FolderError, RestoreError, NoTargetError, BusyError];

// Whoever reads our output may have read enough: `ghostlight show … | head`.
process.stdout.on('error', (error) => {
  if (errorCode(error) === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv);

async function run(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync(argv);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    if (SAID_IN_FULL.some((known) => error instanceof known)) {
      if (error instanceof Error && error.message !== '') complain(plain(error.message));
      return FAILED;
    }
    complain(sentenceFor(error));
    return FAILED;
  }
}

function sentenceFor(error: unknown): string {
  if (errorCode(error) === null) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
  return `${path} ${describeError(error)}.`;
}
