import styles from './skeleton.module.css';

interface SkeletonProps {
  /** Any CSS length; a share of the line such as `60%`. */
  width?: string;
  height?: string;
}

/** The place of a line that is on its way: as large as what comes, so that nothing moves when it does. */
export function Skeleton({ width = '100%', height = '0.75em' }: SkeletonProps) {
  return <span className={styles['skeleton']} style={{ width, height }} aria-hidden />;
}
