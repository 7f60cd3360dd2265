import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import { Collapsible as Radix } from 'radix-ui';
import { IconGlyph } from './icon.tsx';
import styles from './disclosure.module.css';

interface DisclosureProps {
  summary: ReactNode;
  /** At the right of the line, not pressed with it. */
  aside?: ReactNode;
  /** The content stands at the same edge as the line above it. */
  flush?: boolean;
  defaultOpen?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

export function Disclosure({ summary, aside, flush = false, children, ...rest }: DisclosureProps) {
  return (
    <Radix.Root className={styles['disclosure']} {...rest}>
      <div className={styles['line']}>
        <Radix.Trigger className={styles['trigger']}>
          <span className={styles['chevron']}>
            <IconGlyph icon={ChevronRight} size="s" />
          </span>
          {summary}
        </Radix.Trigger>
        {aside}
      </div>
      <Radix.Content className={styles['content']} data-flush={flush || undefined}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
