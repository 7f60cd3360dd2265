import type { ComponentProps } from 'react';
import { IconGlyph, type Icon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './icon-button.module.css';

export interface IconButtonProps extends Omit<
  ComponentProps<'button'>,
  'className' | 'style' | 'aria-label' | 'title'
> {
  /** Its name: said by readers, shown as a tooltip. */
  label: string;
  icon: Icon;
  /** As `Kbd` takes it, such as `Mod+K`. */
  shortcut?: string;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** What it does is under way: its icon turns. It keeps the keyboard. */
  busy?: boolean;
}

export function IconButton({ label, icon, shortcut, side = 'bottom', busy = false, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} side={side} {...(shortcut === undefined ? {} : { shortcut })}>
      <button type="button" className={styles['button']} aria-label={label} aria-busy={busy || undefined} {...rest}>
        <IconGlyph icon={icon} />
      </button>
    </Tooltip>
  );
}
