import { formatCount, t } from '../strings/index.ts';
import { CheckMark } from '../ui/index.ts';
import styles from './group-head.module.css';
import type { PlacedGroup } from './layout.ts';

interface GroupHeadProps {
  group: PlacedGroup;
  height: number;
  ticked: ReadonlySet<string>;
  onTick: () => void;
}

/** Stays at the top while its group is in view. Its box ticks all of them; with the keyboard, Shift and Space do that. */
export function GroupHead({ group, height, ticked, onTick }: GroupHeadProps) {
  const count = ticked.size === 0 ? 0 : group.sessions.reduce((sum, { id }) => sum + (ticked.has(id) ? 1 : 0), 0);
  return (
    <div className={styles['head']} style={{ height }} role="presentation" title={group.title ?? undefined}>
      <span className={styles['name']} aria-hidden>
        {group.name}
      </span>
      <span className={styles['count']} aria-hidden>
        {formatCount(group.sessions.length)}
      </span>
      <span className={styles['tick']} data-some={count > 0 || undefined} onClick={onTick} aria-hidden>
        <span className={styles['all']}>{t.list.all}</span>
        <CheckMark checked={count === 0 ? false : count === group.sessions.length ? true : 'indeterminate'} />
      </span>
    </div>
  );
}
