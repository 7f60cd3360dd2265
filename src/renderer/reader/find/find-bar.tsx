import { CaseSensitive, ChevronDown, ChevronUp, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { t } from '../../strings/index.ts';
import { IconButton } from '../../ui/index.ts';
import styles from './find-bar.module.css';
import type { Query } from './pattern.ts';
import type { SearchState } from './search.ts';

interface FindBarProps {
  state: SearchState;
  /** All of the file has been read. */
  isRead: boolean;
  field: Ref<HTMLInputElement>;
  onQuery: (query: Query) => void;
  onGo: (by: 1 | -1) => void;
  onClose: () => void;
}

/** Finds words in the conversation. Enter and F3 go on, with Shift back; Esc closes it and stays there. */
export function FindBar({ state, isRead, field, onQuery, onGo, onClose }: FindBarProps) {
  const { query, total } = state;
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) onGo(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['bar']} role="search" aria-label={t.reader.find} onKeyDown={press} data-no-find>
      <input
        ref={field}
        className={styles['field']}
        type="text"
        aria-label={t.reader.findBar.field}
        placeholder={t.reader.findBar.field}
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        value={query.text}
        onChange={(event) => onQuery({ ...query, text: event.target.value })}
      />
      <span className={styles['count']} role="status">
        {wordsOf(state, isRead)}
      </span>
      <IconButton
        label={t.reader.findBar.matchCase}
        icon={CaseSensitive}
        aria-pressed={query.matchCase}
        onClick={() => onQuery({ ...query, matchCase: !query.matchCase })}
      />
      <IconButton
        label={t.reader.findBar.previous}
        icon={ChevronUp}
        shortcut="Shift+F3"
        disabled={total === 0}
        onClick={() => onGo(-1)}
      />
      <IconButton
        label={t.reader.findBar.next}
        icon={ChevronDown}
        shortcut="F3"
        disabled={total === 0}
        onClick={() => onGo(1)}
      />
      <IconButton label={t.reader.findBar.close} icon={X} shortcut="Esc" onClick={onClose} />
      {(state.error !== null || (!isRead && query.text !== '')) && (
        <p className={styles['note']}>{state.error ?? t.reader.findBar.stillReading}</p>
      )}
    </div>
  );
}

function wordsOf({ query, found, total, position, isComplete, error }: SearchState, isRead: boolean): string {
  const words = t.reader.findBar;
  if (query.text === '' || error !== null) return '';
  if (found === null) return words.searching;
  if (total === 0) return isComplete && isRead ? words.none : words.noneYet;
  return words.position(position, total, !isComplete);
}
