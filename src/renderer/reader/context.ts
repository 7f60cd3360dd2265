import { useCallback, useSyncExternalStore, type ReactNode } from 'react';
import type { PageSize, ReaderEntry, ReaderPage, ReaderPart } from '../../shared/reading.ts';

/**
 * What the view of an entry may do beyond showing it. One for each open reading; the same object as long as it is open,
 * so that rows that did not change are not drawn again.
 */
export interface EntryContext {
  /** The conversation; for a subagent's own the one it belongs to. */
  sessionId: string;
  /** The conversation of a subagent: its prompts are Claude's, not the person's. */
  isAgent: boolean;
  /** The whole of something that was cut, or a picture. Answers that were had lately come at once. Throws AskError. */
  readPart: (part: string) => Promise<ReaderPart>;
  /** A page of a document, drawn; pages count from 1. Throws AskError. */
  readPage: (part: string, page: number, size: PageSize) => Promise<ReaderPage>;
  /** What is folded and unfolded. It lives outside of the rows, for rows come and go. Use `useOpen`. */
  folds: Folds;
  /** A subagent's own conversation, to stand inline under its call. Mount it only where it is unfolded. */
  renderAgent: (agent: string, call: number) => ReactNode;
  /** Opens an address outside, through the allow-list; says so where it may not. */
  openLink: (url: string) => void;
  /** Puts text on the clipboard and says so. */
  copy: (text: string) => void;
  /** Copies a link that leads to this entry inside the app; only for entries that have a `uuid`. */
  copyLink: (entry: ReaderEntry) => void;
}

/** A key is `<entry>:<what>`, such as `12:input`; what loads the rest of something cut is `<entry>:<what>:whole`. */
export type FoldKey = `${number}:${string}`;

export interface Folds {
  /** `byDefault` where the person did not say, and the search did not open it. */
  isOpen: (key: FoldKey, byDefault: boolean) => boolean;
  setOpen: (key: FoldKey, open: boolean) => void;
  subscribe: (listener: () => void) => () => void;
}

/** `const [isOpen, setOpen] = useOpen(context, `${entry.entry}:input`)`. Draws again when it changes, from wherever. */
export function useOpen({ folds }: EntryContext, key: FoldKey, byDefault = false): [boolean, (open: boolean) => void] {
  const isOpen = useSyncExternalStore(folds.subscribe, () => folds.isOpen(key, byDefault));
  const setOpen = useCallback((open: boolean) => folds.setOpen(key, open), [folds, key]);
  return [isOpen, setOpen];
}
