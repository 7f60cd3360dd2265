import { Search, X } from 'lucide-react';
import { FILTER_ID } from '../keyboard/commands.ts';
import { arrange } from '../list/arrange.ts';
import { openSession, setFilter, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { IconGlyph, Kbd } from '../ui/index.ts';
import { backToList } from './back-to-list.ts';
import styles from './filter-field.module.css';
import { focusDetail, focusList } from './focus.ts';

/** Narrows the list while typing. ↓ and Enter go on to its first row; Esc clears, and then leaves the field. */
export function FilterField() {
  const filter = useStore(({ view }) => view.filter);
  const press = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === 'ArrowDown') goToFirst();
    else if (event.key !== 'Escape') return;
    else if (filter !== '') setFilter('');
    else leave(event.currentTarget);
    event.preventDefault();
  };
  return (
    <div className={styles['field']} role="search">
      <IconGlyph icon={Search} size="s" />
      <input
        id={FILTER_ID}
        className={styles['input']}
        type="text"
        aria-label={t.frame.filter}
        placeholder={t.frame.filter}
        spellCheck={false}
        autoComplete="off"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={press}
      />
      {filter === '' ? (
        <span className={styles['hint']} aria-hidden>
          <Kbd keys="/" />
        </span>
      ) : (
        <button
          type="button"
          className={styles['clear']}
          aria-label={t.frame.clearFilter}
          onClick={() => {
            setFilter('');
            document.getElementById(FILTER_ID)?.focus();
          }}
        >
          <IconGlyph icon={X} size="s" />
        </button>
      )}
    </div>
  );
}

/** The first of what the filter leaves. Without one the list stays at the row that is open. */
function goToFirst(): void {
  const { live, view } = useStore.getState();
  const first = view.filter === '' ? undefined : arrange(live?.sessions.values() ?? [], view)[0]?.sessions[0];
  if (first !== undefined) openSession(first.id);
  backToList();
}

/** To the list, to what covers it, or to the page in its place. */
function leave(field: HTMLInputElement): void {
  field.blur();
  focusDetail();
  focusList();
}
