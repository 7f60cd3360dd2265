import { ArrowDownUp, X } from 'lucide-react';
import {
  groupings,
  projectOf,
  setGrouping,
  setSorting,
  showProject,
  sortings,
  useStore,
  placeOf,
} from '../store/index.ts';
import { folderName, t } from '../strings/index.ts';
import { Button, IconGlyph, Menu, MenuChoice, MenuSeparator } from '../ui/index.ts';
import { groupingOf } from './arrange.ts';
import styles from './list-head.module.css';

/** Which place this is, how many there are, and how they are arranged. */
export function ListHead({ shown }: { shown: number }) {
  const { place, project, filter } = useStore((store) => store.view);
  const total = useStore(({ live, view }) => {
    if (live === null) return null;
    let count = 0;
    for (const session of live.sessions.values()) {
      if (placeOf(session) === view.place && (view.project === null || projectOf(session) === view.project)) count += 1;
    }
    return count;
  });
  return (
    <header className={styles['head']}>
      <div className={styles['line']}>
        <h2 className={styles['title']}>{t.places[place]}</h2>
        <span className={styles['count']} role="status">
          {total !== null && (filter === '' ? t.list.count(total) : t.list.filtered(shown, total))}
        </span>
        <Arrange />
      </div>
      {project !== null && (
        <button type="button" className={styles['chip']} title={project} onClick={() => showProject(null)}>
          {t.list.onlyProject(folderName(project))}
          <IconGlyph icon={X} size="s" />
          <span className={styles['hidden']}>{t.list.showAllProjects}</span>
        </button>
      )}
    </header>
  );
}

function Arrange() {
  const view = useStore((store) => store.view);
  const possible = groupings.filter((grouping) => groupingOf({ ...view, grouping }) === grouping);
  return (
    <Menu
      align="end"
      label={t.list.arrange}
      trigger={
        <Button tone="quiet" size="s" icon={ArrowDownUp}>
          {t.list.arrange}
        </Button>
      }
    >
      <MenuChoice
        label={t.list.groupBy}
        value={groupingOf(view)}
        options={possible.map((value) => ({ value, label: t.list.groupings[value] }))}
        onChange={setGrouping}
      />
      <MenuSeparator />
      <MenuChoice
        label={t.list.sortBy}
        value={view.sorting}
        options={sortings.map((value) => ({ value, label: t.list.sortings[value] }))}
        onChange={setSorting}
      />
    </Menu>
  );
}
