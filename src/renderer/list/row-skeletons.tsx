import { t } from '../strings/index.ts';
import { Skeleton } from '../ui/index.ts';
import styles from './row-skeletons.module.css';

const WIDTHS = ['62%', '48%', '71%', '55%', '66%', '43%', '58%', '69%'];

/** Rows on their way, as high as those that come. */
export function RowSkeletons() {
  return (
    <div className={styles['rows']} role="status" aria-label={t.common.loading}>
      {WIDTHS.map((width) => (
        <div key={width} className={styles['row']}>
          <Skeleton width={width} />
          <Skeleton width="30%" height="0.625em" />
        </div>
      ))}
    </div>
  );
}
