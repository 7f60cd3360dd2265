import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './page.module.css';

interface PageProps {
  name: string;
  why: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page in place of the list and the detail: its name, what it is for, and what is on it. */
export function Page({ name, why, actions, children }: PageProps) {
  const heading = useId();
  return (
    <section className={styles['page']} aria-labelledby={heading}>
      <header className={styles['head']}>
        <div className={styles['words']}>
          <h1 id={heading} className={styles['name']}>
            {name}
          </h1>
          <p className={styles['why']}>{why}</p>
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}

interface BlockProps {
  name: string;
  why?: string | undefined;
  children: ReactNode;
}

export function Block({ name, why, children }: BlockProps) {
  const heading = useId();
  return (
    <section className={styles['block']} aria-labelledby={heading}>
      <h2 id={heading} className={styles['title']}>
        {name}
      </h2>
      {why !== undefined && <p className={styles['why']}>{why}</p>}
      {children}
    </section>
  );
}
