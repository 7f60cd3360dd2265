import { Progress as Radix } from 'radix-ui';
import styles from './progress.module.css';

interface ProgressProps {
  label: string;
  done: number;
  /** Null while it is not known how much there is. */
  total: number | null;
}

export function Progress({ label, done, total }: ProgressProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <Radix.Root
      className={styles['track']}
      aria-label={label}
      value={share === null ? null : Math.round(share * 100)}
      data-unknown={share === null || undefined}
    >
      <Radix.Indicator
        className={styles['bar']}
        {...(share === null ? {} : { style: { transform: `scaleX(${share})` } })}
      />
    </Radix.Root>
  );
}
