import { Search, X } from 'lucide-react';
import { FILTER_ID } from '../keyboard/commands.ts';
import { setFilter, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { IconGlyph, Kbd } from '../ui/index.ts';
import styles from './filter-field.module.css';
import { focusList } from './focus.ts';

/** Narrows the list while typing. ↓ and Enter go on into the list, Esc clears and goes back there. */
export function FilterField() {
  const filter = useStore(({ view }) => view.filter);
  const press = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && filter !== '') setFilter('');
    else if (!['ArrowDown', 'Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    focusList();
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
          onClick={() => setFilter('')}
        >
          <IconGlyph icon={X} size="s" />
        </button>
      )}
    </div>
  );
}
