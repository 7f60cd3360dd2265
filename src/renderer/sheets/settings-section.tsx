import type { ReactNode } from 'react';
import styles from './settings-sheet.module.css';

export function Section({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h3 className={styles['name']}>{name}</h3>
      {children}
    </section>
  );
}
