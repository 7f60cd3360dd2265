import type { ComponentProps } from 'react';
import { IconGlyph, type Icon } from './icon.tsx';
import { isApple, Kbd } from './kbd.tsx';
import styles from './button.module.css';

const CONFIRM_KEYS = isApple ? 'Meta+Enter' : 'Control+Enter';

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
  /** It does what its dialog is for: Ctrl/⌘ Enter presses it from anywhere in there, and is printed in it. */
  confirms?: boolean;
}

export function Button({
  tone = 'plain',
  size = 'm',
  icon,
  busy = false,
  confirms = false,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={styles['button']}
      data-tone={tone}
      data-size={size}
      aria-busy={busy || undefined}
      disabled={disabled === true || busy}
      data-confirms={confirms || undefined}
      aria-keyshortcuts={confirms ? CONFIRM_KEYS : undefined}
      {...rest}
    >
      {busy && <span className={styles['spinner']} aria-hidden />}
      {icon !== undefined && !busy && <IconGlyph icon={icon} size="s" />}
      {children}
      {confirms && (
        <span className={styles['keys']} aria-hidden>
          <Kbd keys="Mod+Enter" />
        </span>
      )}
    </button>
  );
}
