import { countPlaces, useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Skeleton } from '../../ui/index.ts';
import styles from './stages.module.css';
import skeleton from './planning.module.css';

/** The places of what comes, while the plan is made. */
export function Planning({ ids }: { ids: readonly string[] | null }) {
  const missing = useStore(({ live }) => (live === null ? 1 : countPlaces(live.sessions.values()).ghosts));
  const rows = Math.min(ids?.length ?? missing, 6);
  return (
    <div className={styles['stage']}>
      <div role="status">
        <p className={styles['headline']}>{t.restore.planning}</p>
        <p className={styles['lead']}>{t.restore.planningWhy}</p>
      </div>
      <div className={skeleton['account']}>
        <Skeleton width="40%" />
        <Skeleton width="65%" />
        <Skeleton width="80%" />
      </div>
      <div className={skeleton['rows']}>
        {Array.from({ length: rows }, (_, i) => (
          <div key={i} className={skeleton['row']}>
            <Skeleton width="55%" />
            <Skeleton width="30%" height="0.6em" />
          </div>
        ))}
      </div>
    </div>
  );
}
