import styles from './kbd.module.css';

/** The keyboard at hand is Apple's. About the face, not about the machine whose files are looked at. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that commands go with: Ctrl, or ⌘ on an Apple keyboard, and not both. */
export const hasMod = ({ ctrlKey, metaKey }: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean =>
  isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;

const APPLE: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Esc: 'esc' };
const OTHERS: Readonly<Record<string, string>> = { Mod: 'Ctrl', Enter: 'Enter' };
const BOTH: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

interface KbdProps {
  /** `Mod+K`, `Shift+Up`, `Space`, `?`. `Mod` is ⌘ or Ctrl. */
  keys: string;
}

export function Kbd({ keys }: KbdProps) {
  return <kbd className={styles['kbd']}>{spellKeys(keys)}</kbd>;
}

export function spellKeys(keys: string): string {
  const names = isApple ? APPLE : OTHERS;
  const parts = keys.split('+').map((key) => names[key] ?? BOTH[key] ?? key);
  return parts.join(isApple ? '' : '+');
}
