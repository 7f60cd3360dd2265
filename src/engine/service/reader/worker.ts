import { parentPort } from 'node:worker_threads';
import { describeFailure } from '../answer.ts';
import { Library } from './library.ts';
import type { FromReader, ReaderAnswers, ReaderCall, ReaderOperation } from './messages.ts';

/** Readings in a thread of their own: a look at ten thousand conversations keeps no reader waiting, nor the other way. */
if (parentPort !== null) run(parentPort);

type Port = NonNullable<typeof parentPort>;

function run(port: Port): void {
  const post = (message: FromReader): void => port.postMessage(message);
  const library = new Library((growth) => post({ kind: 'grew', growth }));
  port.on('message', (call: ReaderCall) => {
    void answer(library, call).then(post);
  });
}

async function answer(library: Library, { number, operation, request }: ReaderCall): Promise<FromReader> {
  try {
    const handle = library.handlers[operation] as (request: unknown) => unknown;
    return { kind: 'answer', number, data: (await handle(request)) as ReaderAnswers[ReaderOperation] };
  } catch (error) {
    return { kind: 'failure', number, error: describeFailure(error) };
  }
}
