import { ChevronDown, CircleHelp, CircleUser } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { Pair } from '../../shared/model.ts';
import { activePair, liveRoot } from '../overview/facts.ts';
import { useStore, type Live } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { IconGlyph } from '../ui/index.ts';
import styles from './account.module.css';
import { useWidth } from './use-width.ts';

interface AccountProps {
  /** Opened from elsewhere, as from a menu; then it has no button of its own. */
  opened?: { isOpen: boolean; onChange: (isOpen: boolean) => void };
}

/** Whose sidebar all of this is about, and why Ghostlight believes so. */
export function Account({ opened }: AccountProps) {
  const live = useStore((store) => store.live);
  const width = useWidth();
  if (live === null || live.dataRoots.length === 0) return null;
  const active = activePair(live);
  const name = nameOf(live);
  return (
    <Popover.Root {...(opened === undefined ? {} : { open: opened.isOpen, onOpenChange: opened.onChange })}>
      {opened === undefined ? (
        <Popover.Trigger className={styles['trigger']} aria-label={`${t.frame.account}: ${name}`}>
          <IconGlyph icon={active === null ? CircleHelp : CircleUser} />
          {width !== 'narrow' && <span className={styles['name']}>{name}</span>}
          <IconGlyph icon={ChevronDown} size="s" />
        </Popover.Trigger>
      ) : (
        <Popover.Anchor />
      )}
      <Popover.Portal>
        <Popover.Content
          className={styles['card']}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          // The menu that opened it gives the focus back to its own button.
          {...(opened === undefined ? {} : { onFocusOutside: (event) => event.preventDefault() })}
          aria-label={t.frame.account}
        >
          <Card live={live} active={active} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Of the account in use. */
export function nameOf(live: Live): string {
  const active = activePair(live);
  return active === null ? t.frame.accountUnknown : accountName(active);
}

const accountName = (pair: Pair): string => pair.label ?? t.overview.accountId(pair.accountId);

function Card({ live, active }: { live: Live; active: Pair | null }) {
  const root = liveRoot(live);
  const others = live.pairs.filter((pair) => pair !== active);
  return (
    <>
      <PairWords pair={active} />
      {root !== null && (
        <section className={styles['part']}>
          <h3>{t.frame.profileFolder}</h3>
          <p>{t.installs[root.kind]}</p>
          <p className={styles['path']}>{root.path}</p>
        </section>
      )}
      {others.length > 0 && (
        <section className={styles['part']}>
          <h3>{t.frame.otherAccounts}</h3>
          <ul>
            {others.map((pair) => (
              <li key={`${pair.dataRoot} ${pair.accountId} ${pair.organizationId}`} className={styles['other']}>
                <span>
                  {accountName(pair)}
                  <span className={styles['quiet']}>{t.frame.organization(pair.organizationId)}</span>
                </span>
                <span className={styles['count']}>{t.frame.entries(pair.records)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PairWords({ pair }: { pair: Pair | null }) {
  if (pair === null) {
    return (
      <section className={styles['part']}>
        <h2 className={styles['title']}>{t.overview.doubtAccount}</h2>
        <p>{t.overview.doubtAccountWhy}</p>
      </section>
    );
  }
  return (
    <section className={styles['part']}>
      <h2 className={styles['title']}>{accountName(pair)}</h2>
      <p>
        {t.frame.accountActive} · {t.frame.entries(pair.records)}
      </p>
      <h3>{t.frame.accountWhy}</h3>
      <ul className={styles['evidence']}>
        {pair.evidence.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
