import { parentPort } from 'node:worker_threads';

/** A thread of readings that dies of what it is asked. */
parentPort?.on('message', () => process.exit(1));
