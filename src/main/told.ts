import type { Answer, AppState, EventName, Events, Operation } from '../shared/contract.ts';

type Send = <E extends EventName>(event: E, payload: Events[E]) => void;

export interface Told {
  /** Passes an event on, unless the page has it already, or will with the answer that is on its way. */
  tell: Send;
  /** A page begins anew: it knows nothing and listens to nothing. */
  begin: () => void;
  /** The page asked; it listens before it asks. Returns the answer as it is. */
  during: (operation: unknown, answer: Promise<Answer<Operation>>) => Promise<Answer<Operation>>;
}

/**
 * What a page is told. A first look at a thousand conversations is half a megabyte, both as an event and in the state
 * that the page asks for when it begins: it gets it once. Until its first question nobody listens; until the state is
 * answered events wait, and those that the answer holds are dropped.
 */
export function createTold(send: Send): Told {
  let knows: 'nothing' | 'soon' | 'the state' = 'nothing';
  let waiting: { revision: number; pass: () => void }[] = [];

  const begin = (): void => {
    knows = 'nothing';
    waiting = [];
  };
  const catchUp = (revision: number): void => {
    if (knows !== 'soon') return;
    knows = 'the state';
    for (const event of waiting.splice(0)) if (event.revision > revision) event.pass();
  };
  return {
    begin,
    tell: (event, payload) => {
      const pass = (): void => send(event, payload);
      if (knows === 'the state') pass();
      if (knows !== 'soon') return;
      const revision = event === 'state.changed' ? (payload as Events['state.changed']).revision : Infinity;
      waiting.push({ revision, pass });
    },
    during: async (operation, answer) => {
      if (knows === 'nothing') knows = 'soon';
      const given = await answer;
      if (operation === 'state.get') catchUp(given.ok ? (given.data as AppState).revision : -Infinity);
      return given;
    },
  };
}
