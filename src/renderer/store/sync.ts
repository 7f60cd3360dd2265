import { ask, on, toAskError } from '../api/index.ts';
import type { StateChange } from '../../shared/contract.ts';
import { applyChange, countChanged, toLive, type Live } from './live.ts';
import { setDiagnosis, setFailure, setLive, setRefreshing, setSettings, useStore } from './store.ts';

const DIAGNOSIS_DELAY_MS = 400;
const FIRST_DIAGNOSIS_MS = 200;

export interface Sync {
  /** When the first look at the disk and the settings are in the store, or are known not to come. Never rejects. */
  ready: Promise<unknown>;
  stop: () => void;
}

/**
 * Keeps the store on the engine's state: asks for the whole once, follows by changes, and asks again where one was
 * missed.
 */
export function startSync(): Sync {
  let stopped = false;
  let asking = false;
  /** Told while the whole state is on its way. */
  let heard: StateChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: number | undefined;
  const looked = Promise.withResolvers<undefined>();

  const askDoctor = (): void => {
    ask('doctor', {}).then(
      (diagnosis) => {
        if (!stopped) setDiagnosis(diagnosis);
      },
      () => undefined, // The window says what it knows; findings come with the next change.
    );
  };
  let diagnosed = false;
  const diagnose = (): void => {
    clearTimeout(timer);
    // The list is to be drawn first.
    if (diagnosed) timer = setTimeout(askDoctor, DIAGNOSIS_DELAY_MS);
    else idle = requestIdleCallback(askDoctor, { timeout: FIRST_DIAGNOSIS_MS });
    diagnosed = true;
  };

  const show = (live: Live): void => {
    setLive(live);
    if (live.phase !== 'ready') return;
    looked.resolve(undefined);
    diagnose();
  };

  const resync = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    let failed = false;
    try {
      const state = await ask('state.get', {});
      if (stopped) return;
      show(toLive(state));
    } catch (error) {
      failed = true;
      if (!stopped) setFailure(toAskError(error));
      looked.resolve(undefined);
    } finally {
      asking = false;
    }
    const changes = heard;
    heard = [];
    if (!failed) for (const change of changes) take(change);
    else if (changes.length > 0) await resync();
  };

  const take = (change: StateChange): void => {
    const { live } = useStore.getState();
    // The answer that is on its way may be older than this, or newer.
    if (live === null || asking) {
      heard.push(change);
      void resync();
      return;
    }
    const next = applyChange(live, change);
    if (next === null) {
      void resync();
      return;
    }
    if (next !== live) show(next);
  };

  const ends = [on('state.changed', take), on('settings.changed', setSettings)];
  const settled = ask('settings.get', {}).then(setSettings, () => undefined);
  void resync();
  return {
    ready: Promise.all([looked.promise, settled]),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      if (idle !== undefined) cancelIdleCallback(idle);
      for (const end of ends) end();
    },
  };
}

/**
 * Looks at the disk again, and asks for the whole state in case the way there was broken. How many conversations are new,
 * gone or different since; null where it could not be told, or another look is under way.
 */
export async function refresh(): Promise<number | null> {
  const { live: before, refreshing } = useStore.getState();
  if (refreshing) return null;
  setRefreshing(true);
  try {
    await ask('state.refresh', {});
    const live = toLive(await ask('state.get', {}));
    setLive(live);
    return before === null ? null : countChanged(before, live);
  } catch (error) {
    setFailure(toAskError(error));
    return null;
  } finally {
    setRefreshing(false);
  }
}
