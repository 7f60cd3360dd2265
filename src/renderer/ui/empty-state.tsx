import type { ReactNode } from 'react';
import { IconGlyph, type Icon } from './icon.tsx';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  icon?: Icon;
  /** In place of an icon: the lantern. */
  picture?: ReactNode;
  title: ReactNode;
  /** Why it is empty and what would change that. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ icon, picture, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      {picture ??
        (icon !== undefined && (
          <span className={styles['icon']}>
            <IconGlyph icon={icon} size="l" />
          </span>
        ))}
      <h2 className={styles['title']}>{title}</h2>
      {children !== undefined && <div className={styles['words']}>{children}</div>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
