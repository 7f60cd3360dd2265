import { expect, test } from 'vitest';
import { createTold } from '../../../src/main/told.ts';
import type { Answer, AppState, Operation, StateChange } from '../../../src/shared/contract.ts';

const change = (revision: number): StateChange => ({
  revision,
  rest: null,
  upserted: { count: 0, columns: {} },
  removed: [],
});
const state = (revision: number): Answer<Operation> => ({ ok: true, data: { revision } as AppState });

function listen(): { told: ReturnType<typeof createTold>; heard: unknown[] } {
  const heard: unknown[] = [];
  const told = createTold((event, payload) => heard.push([event, payload]));
  return { told, heard };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('what happens before the page asks anything is told to nobody', async () => {
  const { told, heard } = listen();
  told.tell('state.changed', change(1));
  await told.during('state.get', Promise.resolve(state(1)));
  expect(heard).toEqual([]);
});

test('while the state is on its way changes wait: what it holds is dropped, what is newer follows in order', async () => {
  const { told, heard } = listen();
  const asked = Promise.withResolvers<Answer<Operation>>();
  const answered = told.during('state.get', asked.promise);
  for (const revision of [4, 5, 6, 7]) told.tell('state.changed', change(revision));
  told.tell('restore.progress', { done: 1, total: 2 });
  expect(heard).toEqual([]);
  asked.resolve(state(5));
  expect(await answered).toEqual(state(5));
  expect(heard).toEqual([
    ['state.changed', change(6)],
    ['state.changed', change(7)],
    ['restore.progress', { done: 1, total: 2 }],
  ]);
  told.tell('state.changed', change(8));
  expect(heard.at(-1)).toEqual(['state.changed', change(8)]);
});

test('where the state could not be had, the page hears all of it, and asks again', async () => {
  const { told, heard } = listen();
  const refusal: Answer<Operation> = { ok: false, error: { code: 'internal', message: 'No.' } };
  const asked = Promise.withResolvers<Answer<Operation>>();
  void told.during('state.get', asked.promise);
  told.tell('state.changed', change(1));
  asked.resolve(refusal);
  await settle();
  expect(heard).toEqual([['state.changed', change(1)]]);
});

test('another answer says nothing of the state', async () => {
  const { told, heard } = listen();
  await told.during('settings.get', Promise.resolve({ ok: true, data: null } as Answer<Operation>));
  told.tell('state.changed', change(1));
  expect(heard).toEqual([]);
  await told.during('state.get', Promise.resolve(state(0)));
  expect(heard).toEqual([['state.changed', change(1)]]);
});

test('a window that is opened again begins anew', async () => {
  const { told, heard } = listen();
  await told.during('state.get', Promise.resolve(state(1)));
  told.begin();
  told.tell('state.changed', change(2));
  expect(heard).toEqual([]);
});
