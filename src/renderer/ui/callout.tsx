import type { ReactNode } from 'react';
import { IconGlyph, type Icon } from './icon.tsx';
import styles from './callout.module.css';

interface CalloutProps {
  tone?: 'plain' | 'lamp' | 'calm' | 'risk';
  icon?: Icon;
  title?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A few sentences set apart: a warning, a piece of advice, an outcome. */
export function Callout({ tone = 'plain', icon, title, actions, children }: CalloutProps) {
  return (
    <div className={styles['callout']} data-tone={tone}>
      {icon !== undefined && (
        <span className={styles['icon']}>
          <IconGlyph icon={icon} />
        </span>
      )}
      <div className={styles['words']}>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        {children}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
    </div>
  );
}
