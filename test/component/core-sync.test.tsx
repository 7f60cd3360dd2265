import { expect, it } from 'vitest';
import type { AppState } from '../../src/shared/contract.ts';
import { useStore } from '../../src/renderer/store/index.ts';
import { asTold, FakeApi, fixture } from './fake-api.ts';
import { renderApp } from './render-app.tsx';

const asked = (api: FakeApi): number => api.asked.filter(({ operation }) => operation === 'state.get').length;

/** An engine whose first answer is on its way until `answer` is called; it says what was so when it was asked. */
function slowEngine(): { api: FakeApi; answer: () => void } {
  const { promise, resolve } = Promise.withResolvers<AppState>();
  const api = new FakeApi(fixture('usual'), { 'state.get': () => promise });
  const { state } = api;
  return { api, answer: () => resolve(asTold(state)) };
}

it('takes a change that comes before the first answer, without asking for everything again', async () => {
  const { api, answer } = slowEngine();
  await renderApp(api);
  const [first] = api.state.sessions;
  api.change({ removed: [first?.id ?? ''] });
  answer();
  await expect.poll(() => useStore.getState().live?.revision).toBe(2);
  expect(useStore.getState().live?.sessions.has(first?.id ?? '')).toBe(false);
  expect(asked(api)).toBe(1);
});

it('asks again where the answer failed and something changed meanwhile', async () => {
  let isBroken = true;
  const { promise, reject } = Promise.withResolvers<AppState>();
  const api: FakeApi = new FakeApi(fixture('usual'), { 'state.get': () => (isBroken ? promise : asTold(api.state)) });
  await renderApp(api);
  api.change({ rest: { claudeRunning: true } });
  isBroken = false;
  reject(new Error('The engine was started again.'));
  await expect.poll(() => useStore.getState().live?.revision).toBe(2);
  expect(useStore.getState().failure).toBeNull();
});
