#!/usr/bin/env node
import { CommanderError } from 'commander';
import { Failure } from './failure.ts';
import { plain } from './output.ts';
import { createProgram } from './program.ts';

const FAILED = 1;
const WRONG_USAGE = 2;
const LEAST_NODE = 24;

// Whoever reads our output may have read enough (`ghostlight show … | head`). What was begun is finished all the same:
// a restore must not stop half-way because nobody listens.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

void run(process.argv).then((code) => {
  process.exitCode = code;
});

async function run(argv: readonly string[]): Promise<number> {
  try {
    requireNode();
    await createProgram().parseAsync(argv);
    return 0;
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    const [{ sentenceFor }, { complain }] = await Promise.all([import('./failure-words.ts'), import('./layout.ts')]);
    const sentence = error instanceof Failure ? error.message : sentenceFor(error);
    if (sentence !== '') complain(plain(sentence));
    return FAILED;
  }
}

/** `npm run` uses the Node that comes with the checkout; whoever starts the file by hand may have an older one. */
function requireNode(): void {
  const { node } = process.versions;
  if (Number.parseInt(node) >= LEAST_NODE) return;
  throw new Failure(
    `Ghostlight needs Node ${LEAST_NODE} or newer, and this is Node ${node}. In a checkout, start it with \`npm run -s ghostlight -- scan\`, which brings its own.`,
  );
}
