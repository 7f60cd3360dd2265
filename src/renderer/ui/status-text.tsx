import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './status-text.module.css';

interface StatusTextProps {
  /** Takes the keyboard: what was pressed is gone, and no button shall have it instead. */
  focused?: boolean;
  children: ReactNode;
}

/** What is under way or came of it, in one sentence that readers announce. */
export function StatusText({ focused = false, children }: StatusTextProps) {
  const line = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    if (focused) line.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <p ref={line} className={styles['text']} role="status" tabIndex={-1}>
      {children}
    </p>
  );
}
