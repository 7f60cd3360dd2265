import { UserRound } from 'lucide-react';
import { IconGlyph } from '../../ui/index.ts';
import styles from './avatar.module.css';

/** The first letter of an account, or a figure where no name is known. A picture only. */
export function Avatar({ initial }: { initial: string }) {
  return (
    <span className={styles['avatar']} aria-hidden>
      {initial === '' ? <IconGlyph icon={UserRound} /> : initial}
    </span>
  );
}
