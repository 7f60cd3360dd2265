import type { Place } from './places.ts';

export const groupings = ['project', 'cause', 'none'] as const;
export const sortings = ['recent', 'oldest', 'title', 'size'] as const;
export type Grouping = (typeof groupings)[number];
export type Sorting = (typeof sortings)[number];

/** What the list shows of all there is, and in which order. */
export interface View {
  place: Place;
  /** Only one project: its folder. */
  project: string | null;
  /** The text of the filter, as typed. */
  filter: string;
  grouping: Grouping;
  sorting: Sorting;
}

export type Page = 'list' | 'cowork' | 'history' | 'health';
/** Where there is room for one pane only: which one it is. */
export type Pane = 'nav' | 'list' | 'detail';
