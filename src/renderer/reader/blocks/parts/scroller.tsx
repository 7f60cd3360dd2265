import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import styles from './scroller.module.css';

interface ScrollerProps {
  /** What it holds; for readers. */
  label: string;
  children: ReactNode;
}

/** Holds what may be wider than the column. It takes the keyboard only where there is something to scroll. */
export function Scroller({ label, children }: ScrollerProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setWide(element.scrollWidth > element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={styles['scroller']}
      {...(isWide ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}
    >
      {children}
    </div>
  );
}
