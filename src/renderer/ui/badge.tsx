import type { ReactNode } from 'react';
import { IconGlyph, type Icon } from './icon.tsx';
import styles from './badge.module.css';

interface BadgeProps {
  tone?: 'plain' | 'lamp' | 'calm' | 'risk';
  icon?: Icon;
  children: ReactNode;
}

/** A state in a word or two, with its icon: never colour alone. */
export function Badge({ tone = 'plain', icon, children }: BadgeProps) {
  return (
    <span className={styles['badge']} data-tone={tone}>
      {icon !== undefined && <IconGlyph icon={icon} size="s" />}
      {children}
    </span>
  );
}
