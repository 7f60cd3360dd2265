import { parentPort, workerData } from 'node:worker_threads';
import { Claims } from './claims.ts';
import { digestFile } from './digest-file.ts';
import type { DigestResult } from './digest-file.ts';
import { useScannerModule } from './scanner/scanner.ts';
import type { WasmModule } from './scanner/web-assembly.ts';

/** The data that a worker is started with. */
export interface DigestTask {
  paths: string[];
  claims: SharedArrayBuffer;
  scanner: WasmModule;
}

/** What a worker posts. `index` is the position of the file in `paths`. */
export interface DigestBatch {
  results: { index: number; result: DigestResult }[];
  last: boolean;
}

/** A message costs about as much as a small file, so results are posted together, but often enough to show progress. */
const BATCH_MS = 20;

if (parentPort !== null) run(workerData as DigestTask, (batch) => parentPort?.postMessage(batch));

function run({ paths, claims: shared, scanner }: DigestTask, post: (batch: DigestBatch) => void): void {
  useScannerModule(scanner);
  const claims = new Claims(paths.length, shared);
  let results: DigestBatch['results'] = [];
  let postedAt = performance.now();
  for (let index = claims.next(); index !== null; index = claims.next()) {
    results.push({ index, result: digestFile(paths[index] ?? '') });
    if (performance.now() - postedAt < BATCH_MS) continue;
    post({ results, last: false });
    results = [];
    postedAt = performance.now();
  }
  post({ results, last: true });
}
