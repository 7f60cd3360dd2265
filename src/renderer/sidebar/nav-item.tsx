import type { ReactNode } from 'react';
import { IconGlyph, type Icon } from '../ui/index.ts';
import styles from './nav-item.module.css';

interface NavItemProps {
  id?: string;
  icon: Icon;
  label: string;
  /** What it holds, in words, shown on hover. */
  hint?: string;
  count: string | null;
  current: boolean;
  onClick: () => void;
  /** Its count is what the lamp is for. */
  lamp?: boolean;
  /** There is nothing in it. */
  quiet?: boolean;
  aside?: ReactNode;
}

export function NavItem({ id, icon, label, hint, count, current, onClick, ...looks }: NavItemProps) {
  const { lamp = false, quiet = false, aside } = looks;
  return (
    <li>
      <button
        id={id}
        type="button"
        className={styles['item']}
        title={hint}
        aria-current={current ? 'page' : undefined}
        data-quiet={quiet || undefined}
        onClick={onClick}
      >
        <IconGlyph icon={icon} />
        <span className={styles['label']}>{label}</span>
        {count !== null && (
          <span className={styles['count']} data-lamp={lamp || undefined}>
            {count}
          </span>
        )}
        {aside}
      </button>
    </li>
  );
}
