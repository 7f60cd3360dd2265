import { Archive, CircleCheck, FileX, Ghost, Layers, SearchX, Terminal, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { LastRestore } from '../../shared/model.ts';
import { overviewOf } from '../overview/facts.ts';
import { LIST_ID } from '../shell/focus.ts';
import {
  openSheet,
  places,
  setFilter,
  showPlace,
  showProject,
  useStore,
  type Live,
  type Place,
} from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, EmptyState, type Icon } from '../ui/index.ts';
import { countMatches } from './arrange.ts';
import styles from './list-pane.module.css';

const ICONS: Record<Place, Icon> = {
  ghosts: Ghost,
  listed: CircleCheck,
  archived: Archive,
  deleted: Trash2,
  terminal: Terminal,
  unavailable: FileX,
  earlier: Layers,
};

/** In place of the list, also for the keyboard: what comes back to it, or goes on to it, is read why it is empty. */
export function ListEmpty({ live }: { live: Live }) {
  return (
    <div id={LIST_ID} className={styles['empty']} role="group" aria-label={t.list.name} tabIndex={-1}>
      <Reason live={live} />
    </div>
  );
}

/** Nothing to show: because of the filter, because of the project, or because there is nothing. */
function Reason({ live }: { live: Live }) {
  const { place, project, filter } = useStore((store) => store.view);
  if (filter.trim() !== '') return <NoMatch live={live} filter={filter} />;
  if (project !== null) {
    return (
      <EmptyState
        icon={ICONS[place]}
        title={t.list.noneInProject}
        actions={<Button onClick={() => showProject(null)}>{t.list.showAllProjects}</Button>}
      />
    );
  }
  const facts = overviewOf(live, null);
  if (place === 'ghosts' && (facts.kind === 'waiting' || facts.kind === 'taken')) {
    return <BroughtBack restore={facts.restore} />;
  }
  // Never a false all-good.
  const unsure = place === 'ghosts' && facts.kind !== 'fine';
  const [title, why] = t.list.empty[unsure ? 'ghostsUnsure' : place];
  return (
    <EmptyState icon={ICONS[place]} title={title}>
      <p>{why}</p>
    </EmptyState>
  );
}

/** Where what was missing went, and the way back. */
function BroughtBack({ restore: { receipt, total } }: { restore: LastRestore }) {
  return (
    <EmptyState
      icon={Ghost}
      title={t.list.broughtBack(total)}
      actions={
        <>
          <Button onClick={() => showPlace('listed')}>{t.list.showBroughtBack}</Button>
          <Button onClick={() => openSheet({ kind: 'undo', receipt })}>{t.overview.undo}</Button>
        </>
      }
    >
      <p>{t.list.broughtBackWhy}</p>
    </EmptyState>
  );
}

function NoMatch({ live, filter }: { live: Live; filter: string }) {
  const counts = useMemo(() => countMatches(live.sessions.values(), filter), [live, filter]);
  const elsewhere = places.filter((place) => (counts.get(place) ?? 0) > 0);
  return (
    <EmptyState
      icon={SearchX}
      title={t.list.noMatch(filter.trim())}
      actions={
        <>
          {elsewhere.map((place) => (
            <Button key={place} size="s" onClick={() => (showPlace(place), showProject(null))}>
              {t.list.elsewhere(counts.get(place) ?? 0, t.places[place])}
            </Button>
          ))}
          <Button size="s" tone="quiet" onClick={() => setFilter('')}>
            {t.frame.clearFilter}
          </Button>
        </>
      }
    >
      <p>{t.list.noMatchWhy}</p>
    </EmptyState>
  );
}
