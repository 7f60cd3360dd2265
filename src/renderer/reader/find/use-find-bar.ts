import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import type { Reading, ReadingState } from '../reading/reading.ts';
import type { Query } from './pattern.ts';
import { Search, type SearchState } from './search.ts';

/** Longer selections are hardly what somebody wants to find. */
const LONGEST_SELECTION = 100;

export interface FindBarState {
  isOpen: boolean;
  state: SearchState;
  field: RefObject<HTMLInputElement | null>;
  open: () => void;
  close: () => void;
  setQuery: (query: Query) => void;
  go: (by: 1 | -1) => void;
}

/** The search of a reading, and whether its bar is shown. */
export function useFindBar(
  reading: Reading,
  { layoutVersion, read }: ReadingState,
  metadata: boolean,
  topEntry: () => number,
): FindBarState {
  const [search] = useState(() => new Search(reading));
  const state = useSyncExternalStore(search.subscribe, search.state);
  const [isOpen, setIsOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wasOpened = useRef(0);
  const [opened, setOpened] = useState(0);
  useEffect(() => {
    if (isOpen) search.again(metadata);
  }, [search, isOpen, metadata, layoutVersion, read.done]);
  useEffect(() => () => search.stop(), [search]);
  useLayoutEffect(() => {
    if (opened === wasOpened.current) return;
    wasOpened.current = opened;
    field.current?.focus();
    field.current?.select();
  }, [opened]);

  const setQuery = (query: Query): void => search.look(query, topEntry());
  return {
    isOpen,
    state,
    field,
    open: () => {
      const selected = selectedText();
      if (selected !== null) setQuery({ ...state.query, text: selected });
      setIsOpen(true);
      setOpened(opened + 1);
    },
    close: useCallback(() => setIsOpen(false), []),
    setQuery,
    go: (by) => search.go(by),
  };
}

function selectedText(): string | null {
  const text = document.getSelection()?.toString().trim() ?? '';
  return text === '' || text.length > LONGEST_SELECTION || text.includes('\n') ? null : text;
}
