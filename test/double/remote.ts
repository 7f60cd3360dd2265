import { openWire } from './wire.ts';
import type { Calls, Wire } from './wire.ts';
import type { HostCalls } from './protocol.ts';

/** What the test may ask; the parts of the double add theirs. */
export const served: Calls = {};

export const host: Wire<HostCalls> = openWire<HostCalls>(
  {
    send: (message) => {
      if (process.send === undefined) throw new Error('The double of Electron is started by its host.');
      // The test may have gone.
      if (process.connected) process.send(message);
    },
    onMessage: (listener) => process.on('message', listener),
  },
  served,
);

/** Has to reach the host for the app to go on; where it does not, the app ends loudly. */
export function insist(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!process.connected) return;
    process.stderr.write(`double: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
}
