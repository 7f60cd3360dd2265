import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { RunningWatch } from '../../../src/engine/service/running.ts';
import { homeForTest } from '../../support/for-test.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

test('notices that Claude has ended, also after somebody looked again in between', async () => {
  const world = homeForTest('linux').world({ foreign: false });
  let [runs, ends] = [true, 0];
  const watch = new RunningWatch(
    () => (ends += 1),
    () => Promise.resolve(runs),
  );
  onTestFinished(() => watch.stop());
  expect(await watch.ask(world)).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  watch.forget();
  expect(await watch.ask(world)).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ends).toBe(0);
  runs = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ends).toBe(1);
});
