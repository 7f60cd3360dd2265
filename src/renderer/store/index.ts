export type { Live } from './live.ts';
export { countPlaces, placeOf, places, projectOf, type Place } from './places.ts';
export {
  closeSheet,
  dropTicks,
  extendTicks,
  firstStore,
  goToSession,
  openSession,
  openSheet,
  reviewGhosts,
  reviewRestore,
  setFilter,
  setGrouping,
  setSettings,
  setSorting,
  showPage,
  showPane,
  showPlace,
  showProject,
  toggleTick,
  toggleTicks,
  useStore,
  type Store,
} from './store.ts';
export { refresh, startSync, type Sync } from './sync.ts';
export type { SheetState } from './ui.ts';
export { groupings, sortings, type Grouping, type Page, type Pane, type Sorting, type View } from './view.ts';
