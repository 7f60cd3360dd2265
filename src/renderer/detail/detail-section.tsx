import type { ReactNode } from 'react';
import styles from './detail-section.module.css';

/** A heading of the detail pane with what it is about. */
export function DetailSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h3 className={styles['title']}>{title}</h3>
      {children}
    </section>
  );
}
