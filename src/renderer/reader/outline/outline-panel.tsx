import { List, X } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import { useRef } from 'react';
import type { OutlineItem } from '../../../shared/reading.ts';
import { t } from '../../strings/index.ts';
import { IconButton } from '../../ui/index.ts';
import { Outline } from './outline.tsx';
import styles from './outline.module.css';
import type { Top } from '../top.ts';
import { TimeField } from './time-field.tsx';

export interface OutlinePanelProps {
  items: readonly OutlineItem[] | null;
  top: Top;
  /** From when to when; null where the file gives no times. */
  span: readonly [from: number, to: number] | null;
  onChoose: (entry: number) => void;
  onTime: (time: number) => void;
  onOpenChange: (open: boolean) => void;
}

/** Beside the conversation, where there is room. */
export function OutlineColumn({ onOpenChange, ...props }: OutlinePanelProps) {
  return (
    <aside className={`${styles['panel']} ${styles['column']}`} aria-label={t.reader.outline}>
      <header className={styles['head']}>
        <h3>{t.reader.outline}</h3>
        <IconButton label={t.reader.closeOutline} icon={X} onClick={() => onOpenChange(false)} />
      </header>
      <Parts {...props} />
    </aside>
  );
}

/** Over the conversation, from its button; gone once a prompt is chosen. */
export function OutlinePopover({
  open,
  onOpenChange,
  onChoose,
  onTime,
  ...props
}: OutlinePanelProps & { open: boolean }) {
  /** The keyboard goes to the message that was chosen, not back to the button. */
  const isLeading = useRef(false);
  const away = <A,>(act: (argument: A) => void) => {
    return (argument: A): void => {
      isLeading.current = true;
      onOpenChange(false);
      act(argument);
    };
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>
        <IconButton label={t.reader.outline} icon={List} shortcut="O" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={`${styles['panel']} ${styles['popover']}`}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t.reader.outline}
          onOpenAutoFocus={focusList}
          onCloseAutoFocus={(event) => {
            if (isLeading.current) event.preventDefault();
            isLeading.current = false;
          }}
        >
          <div className={styles['head']}>
            <h3>{t.reader.outline}</h3>
          </div>
          <Parts {...props} onChoose={away(onChoose)} onTime={away(onTime)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Parts({ items, top, span, onChoose, onTime }: Omit<OutlinePanelProps, 'onOpenChange'>) {
  return (
    <>
      <Outline items={items} top={top} onChoose={onChoose} />
      {span !== null && <TimeField key={span[0]} from={span[0]} to={span[1]} onGo={onTime} />}
    </>
  );
}

function focusList(event: Event): void {
  const list = (event.currentTarget as Element | null)?.querySelector<HTMLElement>('[role=listbox]');
  if (list == null) return;
  event.preventDefault();
  list.focus({ preventScroll: true });
}
