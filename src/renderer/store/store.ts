import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { SessionSummary, Settings } from '../../shared/contract.ts';
import type { Diagnosis, Include } from '../../shared/model.ts';
import type { AskError } from '../api/index.ts';
import type { Live } from './live.ts';
import { standAt } from '../strings/clock.ts';
import { countPlaces, placeOf, type Place } from './places.ts';
import {
  clearTicks,
  extend,
  keepTicks,
  nothingSelected,
  open,
  toggle,
  toggleAll,
  type Selection,
} from './selection.ts';
import type { SheetState } from './ui.ts';
import type { Grouping, Page, Pane, Sorting, View } from './view.ts';

/** All that the window knows. Read it with `useStore(selector)`, change it with the functions below. */
export interface Store {
  /** Null until the first answer. */
  live: Live | null;
  /** The way to the engine is broken, or it could not answer: the last one's reason. */
  failure: AskError | null;
  /** The doctor's findings about the state at hand; null until they are there. */
  diagnosis: Diagnosis | null;
  settings: Settings | null;
  /** The disk is being looked at again because the person asked. */
  refreshing: boolean;
  view: View;
  selection: Selection;
  page: Page;
  pane: Pane;
  sheet: SheetState | null;
}

const firstView: View = { place: 'ghosts', project: null, filter: '', grouping: 'project', sorting: 'recent' };

export const firstStore: Store = {
  live: null,
  failure: null,
  diagnosis: null,
  settings: null,
  refreshing: false,
  view: firstView,
  selection: nothingSelected,
  page: 'list',
  pane: 'list',
  sheet: null,
};

/** How the person likes the list is remembered; what they look at is not. */
export const useStore = create<Store>()(
  persist(() => firstStore, {
    name: 'ghostlight.view',
    partialize: ({ view: { grouping, sorting } }) => ({ view: { grouping, sorting } }),
    merge: (saved, store) => ({ ...store, view: { ...store.view, ...readSavedView(saved) } }),
  }),
);

const { getState } = useStore;

function setState(change: Partial<Store> | ((store: Store) => Partial<Store>)): void {
  useStore.setState(change);
}

function readSavedView(saved: unknown): Partial<Pick<View, 'grouping' | 'sorting'>> {
  const view = (saved as { view?: Partial<Record<'grouping' | 'sorting', unknown>> } | null)?.view;
  const grouping = groupingOf(view?.grouping);
  const sorting = sortingOf(view?.sorting);
  return { ...(grouping === null ? {} : { grouping }), ...(sorting === null ? {} : { sorting }) };
}

const groupingOf = (value: unknown): Grouping | null =>
  value === 'project' || value === 'cause' || value === 'none' ? value : null;
const sortingOf = (value: unknown): Sorting | null =>
  value === 'recent' || value === 'oldest' || value === 'title' || value === 'size' ? value : null;

const select = (change: (selection: Selection) => Selection): void =>
  setState(({ selection }) => ({ selection: change(selection) }));

/** Takes a state of the engine. Ticks stay as long as their conversations are in the place that is shown. */
export function setLive(live: Live): void {
  standAt(live.now);
  setState(({ live: before, selection, view }) => ({
    live,
    failure: null,
    ...(before === null || before.phase === 'reading' || before.sample !== live.sample
      ? { view: { ...view, place: firstPlace(live, view.place) } }
      : {}),
    selection: keepTicks(selection, (id) => {
      const session = live.sessions.get(id);
      return session !== undefined && placeOf(session) === view.place;
    }),
  }));
}

/** Who opens the window to an empty place is shown one where there is something, as long as nothing is missing. */
function firstPlace(live: Live, place: Place): Place {
  const counts = countPlaces(live.sessions.values());
  if (live.phase === 'reading' || place !== 'ghosts' || counts.ghosts > 0) return place;
  return counts.listed > 0 ? 'listed' : counts.terminal > 0 ? 'terminal' : place;
}

export const setFailure = (failure: AskError): void => setState({ failure });
export const setDiagnosis = (diagnosis: Diagnosis): void => setState({ diagnosis });
export const setRefreshing = (refreshing: boolean): void => setState({ refreshing });
export const setSettings = (settings: Settings): void => setState({ settings });

export function showPlace(place: Place): void {
  setState(({ view, selection }) => ({
    page: 'list',
    pane: 'list',
    view: { ...view, place },
    selection: view.place === place ? selection : nothingSelected,
  }));
}

export function showProject(project: string | null): void {
  setState(({ view }) => ({ page: 'list', pane: 'list', view: { ...view, project } }));
}

export const showPage = (page: Page): void => setState({ page, pane: 'list' });
export const showPane = (pane: Pane): void => setState({ pane });
/** What is typed narrows the list, so that comes to the front. */
export const setFilter = (filter: string): void =>
  setState(({ view }) => ({
    view: { ...view, filter },
    ...(filter === '' ? {} : { page: 'list', pane: 'list' }),
  }));
export const setGrouping = (grouping: Grouping): void => setState(({ view }) => ({ view: { ...view, grouping } }));
export const setSorting = (sorting: Sorting): void => setState(({ view }) => ({ view: { ...view, sorting } }));

/** Opens a conversation where the list stands. */
export const openSession = (id: string | null): void => select((selection) => open(selection, id));

/** Goes to a conversation wherever it is: the palette's way. */
export function goToSession(id: string): void {
  const session = getState().live?.sessions.get(id);
  if (session === undefined) return;
  setState(({ view }) => ({
    page: 'list',
    pane: 'detail',
    view: { ...view, place: placeOf(session), project: null, filter: '' },
    selection: open(nothingSelected, id),
  }));
}

export const toggleTick = (id: string): void => select((selection) => toggle(selection, id));
export const extendTicks = (id: string, order: readonly string[]): void =>
  select((selection) => extend(selection, id, order));
export const toggleTicks = (ids: readonly string[]): void => select((selection) => toggleAll(selection, ids));
export const dropTicks = (): void => select(clearTicks);

/** Ticks all that can be brought back, for the person to look through and to untick. */
export function reviewGhosts(): void {
  setState(({ live, view }) => {
    const ghosts = [...(live?.sessions.values() ?? [])].filter(
      (session) => placeOf(session) === 'ghosts' && session.restorable,
    );
    return {
      page: 'list',
      pane: 'list',
      view: { ...view, place: 'ghosts', project: null, filter: '' },
      selection: { ...nothingSelected, ticked: new Set(ghosts.map(({ id }) => id)) },
    };
  });
}

export const openSheet = (sheet: SheetState): void => setState({ sheet });
export const closeSheet = (): void => setState({ sheet: null });

/** Shows the plan of a restore: of all that are missing (null), or of these. Writes nothing. */
export function reviewRestore(sessions: readonly SessionSummary[] | null): void {
  openSheet({
    kind: 'restore',
    ids: sessions === null ? null : sessions.map(({ id }) => id),
    include: sessions === null ? [] : includesOf(sessions),
  });
}

/** What was deleted is only brought back on purpose; who picks such a row does it on purpose. */
const includesOf = (sessions: readonly SessionSummary[]): Include[] =>
  sessions.some(({ status }) => status === 'deleted') ? ['deleted'] : [];
