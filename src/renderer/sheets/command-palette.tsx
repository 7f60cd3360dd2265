import { useLayoutEffect, useMemo, useState } from 'react';
import { Link, MessageSquare } from 'lucide-react';
import { Command } from 'cmdk';
import { handOver } from '../keyboard/keys-ahead.ts';
import { followLink } from '../reader/follow-link.ts';
import { parseLink } from '../reader/links.ts';
import { closeSheet, goToSession, placeOf, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Dialog, IconGlyph, Kbd, type Icon } from '../ui/index.ts';
import { actionsFor } from './palette/actions.ts';
import { matchActions, matchSessions } from './palette/match.ts';
import { About, useSessions } from './parts/session-words.tsx';
import styles from './command-palette.module.css';

/** Any command and any conversation, by a few letters. */
export function CommandPalette() {
  const open = useStore(({ sheet }) => sheet?.kind === 'palette');
  if (!open) return null;
  return (
    <Dialog open onClose={closeSheet} title={t.palette.name} hideTitle shape="palette">
      <Palette />
    </Dialog>
  );
}

function Palette() {
  // Not deferred: Enter right after the last letter must mean what was typed, not what stood there before.
  const [query, setQuery] = useState('');
  useLayoutEffect(() => handOver((ahead) => setQuery((now) => now + ahead)), []);
  const sessions = useSessions();
  const { found, more } = useMemo(() => matchSessions(sessions.values(), query), [sessions, query]);
  const actions = matchActions(actionsFor(), query);
  const link = parseLink(query);
  const run = (act: () => void): void => {
    closeSheet();
    act();
  };
  return (
    <Command className={styles['palette']} label={t.palette.name} shouldFilter={false} loop>
      <Command.Input
        className={styles['field']}
        value={query}
        onValueChange={setQuery}
        placeholder={t.palette.field}
        autoFocus
      />
      <Command.List className={styles['list']} label={t.palette.name}>
        <Command.Empty className={styles['empty']}>
          {t.palette.none}. {t.palette.noneWhy}
        </Command.Empty>
        {link !== null && (
          <Item value={link.id} icon={Link} onSelect={() => run(() => followLink(link))}>
            <span className={styles['title']}>{t.reader.openLink}</span>
            <span className={styles['about']}>{sessions.get(link.id)?.title ?? t.reader.linkUnknown}</span>
          </Item>
        )}
        {actions.length > 0 && (
          <Command.Group heading={t.palette.actions} className={styles['group']}>
            {actions.map(({ id, icon, label, shortcut, act }) => (
              <Item key={id} value={id} icon={icon} onSelect={() => run(act)}>
                <span className={styles['title']}>{label}</span>
                {shortcut !== undefined && <Kbd keys={shortcut} />}
              </Item>
            ))}
          </Command.Group>
        )}
        {found.length > 0 && (
          <Command.Group heading={t.palette.conversations} className={styles['group']}>
            {found.map((session) => (
              <Item
                key={session.id}
                value={session.id}
                icon={MessageSquare}
                onSelect={() => run(() => goToSession(session.id))}
              >
                <span className={styles['title']}>{session.title}</span>
                <span className={styles['about']}>
                  <About session={session} />
                  {' · '}
                  {t.places[placeOf(session)]}
                </span>
              </Item>
            ))}
          </Command.Group>
        )}
        {more > 0 && <p className={styles['more']}>{t.palette.more(more)}</p>}
      </Command.List>
    </Command>
  );
}

interface ItemProps {
  value: string;
  icon: Icon;
  onSelect: () => void;
  children: React.ReactNode;
}

function Item({ value, icon, onSelect, children }: ItemProps) {
  return (
    <Command.Item value={value} className={styles['item']} onSelect={onSelect}>
      <span className={styles['icon']}>
        <IconGlyph icon={icon} size="s" />
      </span>
      {children}
    </Command.Item>
  );
}
