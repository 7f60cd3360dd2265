import {
  Archive,
  Briefcase,
  CircleCheck,
  FileX,
  Folder,
  Ghost,
  HeartPulse,
  History,
  Layers,
  Terminal,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useMemo } from 'react';
import { placeItemId } from '../shell/focus.ts';
import { countPlaces, places, showPage, showPlace, showProject, useStore, type Place } from '../store/index.ts';
import { formatCount, t } from '../strings/index.ts';
import { Disclosure, IconGlyph, type Icon } from '../ui/index.ts';
import { NavItem } from './nav-item.tsx';
import { countProjects } from './projects.ts';
import styles from './sidebar.module.css';

const ICONS: Record<Place, Icon> = {
  ghosts: Ghost,
  listed: CircleCheck,
  archived: Archive,
  deleted: Trash2,
  terminal: Terminal,
  unavailable: FileX,
  earlier: Layers,
};

export function Sidebar() {
  return (
    <nav className={styles['sidebar']} aria-label={t.frame.navigation}>
      <Places />
      <Projects />
      <Pages />
    </nav>
  );
}

function Places() {
  const live = useStore((store) => store.live);
  const place = useStore(({ page, view }) => (page === 'list' ? view.place : null));
  const counts = useMemo(() => (live === null ? null : countPlaces(live.sessions.values())), [live]);
  // Most people have none of these and need not learn what they are.
  const isWorthShowing = (one: Place): boolean => one !== 'earlier' || place === one || (counts?.earlier ?? 0) > 0;
  return (
    <ul className={styles['list']}>
      {places.filter(isWorthShowing).map((one) => (
        <NavItem
          key={one}
          id={placeItemId(one)}
          icon={ICONS[one]}
          label={t.places[one]}
          hint={t.placeHints[one]}
          count={counts === null ? null : formatCount(counts[one])}
          lamp={one === 'ghosts' && counts !== null && counts.ghosts > 0}
          quiet={counts?.[one] === 0}
          current={place === one}
          onClick={() => showPlace(one)}
        />
      ))}
    </ul>
  );
}

const FEW = 8;

/** Projects of the place that is shown, those with most conversations first. */
function Projects() {
  const live = useStore((store) => store.live);
  const place = useStore(({ view }) => view.place);
  const chosen = useStore(({ page, view }) => (page === 'list' ? view.project : null));
  const projects = useMemo(() => (live === null ? [] : countProjects(live.sessions.values(), place)), [live, place]);
  if (projects.length < 2 && chosen === null) return null;
  const first = projects.slice(0, FEW);
  const rest = projects.slice(FEW);
  const item = ({ path, name, count }: (typeof projects)[number]) => (
    <NavItem
      key={path}
      icon={Folder}
      label={name}
      hint={path}
      count={formatCount(count)}
      current={chosen === path}
      onClick={() => showProject(chosen === path ? null : path)}
    />
  );
  return (
    <div>
      <Disclosure summary={t.places.projects} flush defaultOpen>
        <ul className={styles['list']}>{first.map(item)}</ul>
        {rest.length > 0 && (
          <Disclosure summary={t.places.moreProjects(rest.length)} flush>
            <ul className={styles['list']}>{rest.map(item)}</ul>
          </Disclosure>
        )}
      </Disclosure>
    </div>
  );
}

function Pages() {
  const page = useStore((store) => store.page);
  const cowork = useStore(({ live }) => live?.cowork.length ?? 0);
  const needsAttention = useStore(({ diagnosis }) => diagnosis?.findings.some(({ level }) => level === 'act') ?? false);
  return (
    <ul className={`${styles['list'] ?? ''} ${styles['pages'] ?? ''}`}>
      {(cowork > 0 || page === 'cowork') && (
        <NavItem
          icon={Briefcase}
          label={t.places.cowork}
          hint={t.placeHints.cowork}
          count={formatCount(cowork)}
          current={page === 'cowork'}
          onClick={() => showPage('cowork')}
        />
      )}
      <NavItem
        icon={History}
        label={t.places.history}
        count={null}
        current={page === 'history'}
        onClick={() => showPage('history')}
      />
      <NavItem
        icon={HeartPulse}
        label={t.places.health}
        count={null}
        current={page === 'health'}
        onClick={() => showPage('health')}
        aside={
          needsAttention && (
            <span className={styles['attention']} role="img" aria-label={t.places.attention}>
              <IconGlyph icon={TriangleAlert} size="s" />
            </span>
          )
        }
      />
    </ul>
  );
}
