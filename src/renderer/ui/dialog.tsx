import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { t } from '../strings/index.ts';
import { IconButton } from './icon-button.tsx';
import { hasMod } from './kbd.tsx';
import { useSettling } from './steady-press.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  open: boolean;
  /** Esc, the cross, a press beside it. */
  onClose: () => void;
  title: ReactNode;
  /** Said by readers only; the dialog has its own head (a palette's field). */
  hideTitle?: boolean;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Scrolls; the head and the foot stay. */
  children: ReactNode;
  /** Buttons, at the right; whatever comes first and should stand left goes into `footerStart`. */
  footer?: ReactNode;
  footerStart?: ReactNode;
  /** `dialog` in the middle, `sheet` a tall one for much to read, `palette` near the top and without padding. */
  shape?: 'dialog' | 'sheet' | 'palette';
  /** `xl` for a picture: as wide as what it holds, or as the window. */
  size?: 's' | 'm' | 'l' | 'xl';
  /** `alertdialog` for a question that has to be answered. */
  role?: 'dialog' | 'alertdialog';
  /** False while something runs that has to be watched: no way to close. */
  closable?: boolean;
  /** Names what is shown now. For a moment after it changes no press counts: it was meant for what was there before. */
  stage?: string;
  /** Keys that it has beside Esc, Tab and the one that confirms. */
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** What floats over the window and takes the keyboard until it is closed. */
export function Dialog({
  open,
  onClose,
  closable = true,
  shape = 'dialog',
  size = 'm',
  role = 'dialog',
  stage = '',
  ...parts
}: DialogProps) {
  const { title, hideTitle = false, description, children, footer, footerStart, onKeyDown } = parts;
  const origin = useRef<Element | null>(null);
  const enter = (event: Event): void => {
    origin.current = document.activeElement;
    focusItself(event);
  };
  const settling = useSettling(open ? stage : null);
  const keep = (event: Event): void => {
    if (!closable) event.preventDefault();
  };
  // The second half of a double click on what opened it lands beside it.
  const keepFromStray = (event: Event): void => {
    if (!closable || settling) event.preventDefault();
  };
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    onKeyDown?.(event);
    // React hands on the keys of a menu that floats above it, too.
    if (!event.currentTarget.contains(event.target as Node)) return;
    // Also where a tooltip took the key for itself.
    if (event.key === 'Escape' && closable) onClose();
    if (event.key === 'Enter' && hasMod(event)) confirm(event);
    if (event.key === 'Tab' && event.shiftKey && !event.defaultPrevented) wrapToEnd(event);
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && closable && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles['scrim']} />
        <Radix.Content
          className={styles['dialog']}
          role={role}
          data-shape={shape}
          data-size={size}
          onOpenAutoFocus={enter}
          onCloseAutoFocus={() => giveBack(origin.current)}
          onEscapeKeyDown={keep}
          onInteractOutside={keepFromStray}
          onKeyDown={press}
          data-settling={settling || undefined}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className={hideTitle ? styles['hidden'] : styles['head']}>
            <div className={styles['titles']}>
              <Radix.Title className={styles['title']}>{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className={styles['description']}>{description}</Radix.Description>
              )}
            </div>
            {closable && !hideTitle && (
              <Radix.Close asChild>
                <IconButton label={t.common.close} icon={X} shortcut="Esc" />
              </Radix.Close>
            )}
          </header>
          <div className={styles['body']}>{children}</div>
          {(footer !== undefined || footerStart !== undefined) && (
            <footer className={styles['foot']}>
              <div className={styles['footStart']}>{footerStart}</div>
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Presses the button that names this key. A focused one that does not is not pressed. */
function confirm(event: KeyboardEvent<HTMLElement>): void {
  event.preventDefault();
  const { currentTarget, repeat } = event;
  if (repeat || currentTarget.dataset['settling'] !== undefined) return;
  currentTarget.querySelector<HTMLButtonElement>('button[data-confirms]:enabled')?.click();
}

/** From the dialog itself, or a text in it, Shift+Tab would lead out of it where nothing to press stands before. */
function wrapToEnd(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget, target } = event;
  const stops = [...currentTarget.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => stop.checkVisibility());
  const isBefore = (stop: HTMLElement): boolean =>
    (stop.compareDocumentPosition(target as Node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  if (stops.includes(target as HTMLElement) || (target !== currentTarget && stops.some(isBefore))) return;
  event.preventDefault();
  stops.at(-1)?.focus();
}

const STOPS = ':is(button, input, [tabindex]):not([tabindex="-1"], :disabled)';

/** The dialog is read from its beginning; the cross, which stands first, is nobody's first wish. */
function focusItself(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus({ preventScroll: true });
}

/** To where the focus was before, unless it has gone on to something else. */
function giveBack(origin: Element | null): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (isLost && origin instanceof HTMLElement && origin.isConnected) origin.focus();
}

/** A tall dialog with much to read. */
export function Sheet(props: Omit<DialogProps, 'shape'>) {
  return <Dialog shape="sheet" {...props} />;
}
