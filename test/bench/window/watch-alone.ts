// What it costs to watch a home, in a process that does nothing else. Sends one message to who started it.
import { setTimeout as wait } from 'node:timers/promises';
import { watchedFolders } from '../../../src/engine/guard/places.ts';
import { watchFolders } from '../../../src/engine/guard/watch.ts';
import type { World } from '../../../src/engine/world.ts';
import type { WatchCost } from './watching.ts';

const [home = '', stateDir = ''] = process.argv.slice(2);
const world: World = {
  platform: 'linux',
  home,
  stateDir,
  env: {},
  foreign: true,
  dataRoots: [],
  configDirs: [],
  now: Date.now,
};

// What the program itself holds settles first.
await wait(500);
const before = held();
const start = performance.now();
const watch = watchFolders(watchedFolders(world), {
  onChange: () => undefined,
  onProblem: (path, problem) => console.error(`${path} ${problem}`),
});
await watch.ready;
const readyMs = performance.now() - start;
process.send?.({ readyMs, heldBytes: held() - before } satisfies WatchCost);
await watch.close();
process.disconnect();

function held(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
