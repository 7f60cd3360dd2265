import styles from './lantern.module.css';

/** `lit` where all is listed, `low` otherwise; `flicker` once when a loss is seen, then low. */
export type Light = 'lit' | 'low' | 'flicker';

interface LanternProps {
  light: Light;
  /** Any CSS length. */
  size?: string;
}

/** The mark of Ghostlight: a small lantern whose light is a ghost. A picture, hidden from readers. */
export function Lantern({ light, size = '1.5rem' }: LanternProps) {
  return (
    <svg
      className={styles['lantern']}
      data-light={light}
      viewBox="0 0 32 32"
      style={{ width: size, height: size }}
      aria-hidden
      focusable="false"
    >
      <circle className={styles['halo']} cx="16" cy="18.5" r="14" />
      <path className={styles['handle']} d="M10.2 8.4C10.2 1.2 21.8 1.2 21.8 8.4" />
      <path className={styles['glass']} d="M9.4 10.8H22.6C26.6 15.4 26.6 21 22.6 25.6H9.4C5.4 21 5.4 15.4 9.4 10.8Z" />
      <path
        className={styles['ghost']}
        d="M10.9 24.6V17.2C10.9 14.2 13.1 12.4 16 12.4S21.1 14.2 21.1 17.2V24.6L18.6 23 16 24.6 13.4 23Z"
      />
      <g className={styles['eyes']}>
        <ellipse cx="14.2" cy="17.9" rx="0.95" ry="1.5" />
        <ellipse cx="17.8" cy="17.9" rx="0.95" ry="1.5" />
      </g>
      <g className={styles['metal']}>
        <rect x="8" y="7.8" width="16" height="2.6" rx="1.3" />
        <rect x="7" y="26" width="18" height="2.8" rx="1.4" />
      </g>
    </svg>
  );
}
