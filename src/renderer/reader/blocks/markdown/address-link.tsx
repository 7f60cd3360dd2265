import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { t } from '../../../strings/index.ts';
import { Tooltip } from '../../../ui/index.ts';
import styles from './markdown.module.css';

interface AddressLinkProps {
  address: string;
  onOpen: (address: string) => void;
  children: ReactNode;
}

/** The kinds of addresses that may be asked for; whether one is opened is decided elsewhere. */
const OPENED = /^(https?:\/\/|mailto:)/i;

/**
 * A link that the browser knows nothing of: it has no `href`, so that no key, button or dragging follows it. A press
 * asks the app, which opens what is on its list. Other addresses (files, `javascript:`) are words with their address.
 */
export function AddressLink({ address, onOpen, children }: AddressLinkProps) {
  if (!OPENED.test(address)) {
    return (
      <span className={styles['dead']} title={address === '' ? undefined : t.blocks.notOpened(address)}>
        {children}
      </span>
    );
  }
  const press = (event: KeyboardEvent | MouseEvent): void => {
    event.preventDefault();
    onOpen(address);
  };
  return (
    <Tooltip label={t.blocks.link(address)}>
      <a
        className={styles['link']}
        role="link"
        tabIndex={0}
        onClick={press}
        onKeyDown={(event) => event.key === 'Enter' && press(event)}
      >
        {children}
      </a>
    </Tooltip>
  );
}
