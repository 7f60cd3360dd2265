import type { ComponentProps } from 'react';
import { IconGlyph, type Icon } from './icon.tsx';
import styles from './button.module.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'style'> {
  /**
   * `lamp` is the amber one: only for bringing conversations back, one at most on a screen; `soft` its quieter
   * sister, for bringing back some. `risk` for what destroys.
   */
  tone?: 'plain' | 'quiet' | 'lamp' | 'soft' | 'risk';
  size?: 's' | 'm' | 'l';
  icon?: Icon;
  /** Something is under way: shows it, keeps the width, refuses further presses. */
  busy?: boolean;
}

export function Button({ tone = 'plain', size = 'm', icon, busy = false, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={styles['button']}
      data-tone={tone}
      data-size={size}
      aria-busy={busy || undefined}
      disabled={disabled === true || busy}
      {...rest}
    >
      {busy && <span className={styles['spinner']} aria-hidden />}
      {icon !== undefined && !busy && <IconGlyph icon={icon} size="s" />}
      {children}
    </button>
  );
}
