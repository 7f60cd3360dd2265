import { parentPort } from 'node:worker_threads';
import '../../../src/engine/service/worker.ts';

/** The real worker, which dies where it is asked for the doctor. */
parentPort?.on('message', (call: { operation?: string }) => {
  if (call.operation === 'doctor') process.exit(1);
});
