import { ArrowLeft, Copy, Ellipsis, FileDown, FolderOpen, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import type { SessionSummary } from '../../shared/contract.ts';
import { ask } from '../api/index.ts';
import { useAsk } from '../shell/use-ask.ts';
import { backToList } from '../shell/back-to-list.ts';
import { useWidth } from '../shell/use-width.ts';
import { openSheet, projectOf, reviewRestore, useStore } from '../store/index.ts';
import { folderName, formatExact, formatModel, formatSize, formatDates, t } from '../strings/index.ts';
import { Button, IconButton, Menu, MenuItem, MenuSeparator, Tooltip } from '../ui/index.ts';
import styles from './detail-head.module.css';
import { StatusBadge } from './status-badge.tsx';

/** Title, facts and actions: they stay while the rest scrolls. */
export function DetailHead({ session }: { session: SessionSummary }) {
  const width = useWidth();
  return (
    <header className={styles['head']}>
      <div className={styles['column']}>
        {width !== 'wide' && (
          <div className={styles['back']}>
            <Button tone="quiet" size="s" icon={ArrowLeft} onClick={backToList}>
              {t.detail.backToList}
            </Button>
          </div>
        )}
        <div className={styles['line']}>
          <h2 className={styles['title']}>{session.title === '' ? t.list.untitled : session.title}</h2>
          <Actions session={session} />
        </div>
        <p className={styles['facts']}>
          <StatusBadge session={session} />
          {factsOf(session).map(([name, words, more]) => (
            <Fact key={name} name={name} more={more}>
              {words}
            </Fact>
          ))}
        </p>
      </div>
    </header>
  );
}

type FactWords = readonly [name: string, words: string, more: ReactNode];

function factsOf(session: SessionSummary): FactWords[] {
  const project = projectOf(session);
  const span = formatDates(session.createdAt, session.lastActivityAt);
  const model = formatModel(session.model);
  const facts: (FactWords | null)[] = [
    project === null ? null : [t.detail.project, folderName(project), session.cwd ?? project],
    span === null ? null : [t.detail.dates, span, <Dates key="dates" session={session} />],
    model === null ? null : [t.detail.model, model, session.model],
    session.turns === 0 ? null : [t.detail.prompts, t.detail.prompt(session.turns), null],
    session.bytes === 0 ? null : [t.detail.size, formatSize(session.bytes), null],
  ];
  return facts.filter((fact) => fact !== null);
}

function Dates({ session: { createdAt, lastActivityAt } }: { session: SessionSummary }) {
  return (
    <>
      {createdAt !== null && `${t.detail.started}: ${formatExact(createdAt)}`}
      {createdAt !== null && lastActivityAt !== null && <br />}
      {lastActivityAt !== null && `${t.detail.lastUsed}: ${formatExact(lastActivityAt)}`}
    </>
  );
}

function Fact({ name, more, children }: { name: string; more: ReactNode; children: ReactNode }) {
  const words = (
    <span className={styles['fact']} data-more={more !== null || undefined}>
      <span className={styles['hidden']}>{name}: </span>
      {children}
    </span>
  );
  return more === null ? (
    words
  ) : (
    <Tooltip label={more} side="bottom">
      {words}
    </Tooltip>
  );
}

function Actions({ session }: { session: SessionSummary }) {
  const canReveal = useStore(({ live }) => live?.can.reveal === true) && session.hasTranscript;
  const reveal = useAsk(() => ask('session.reveal', { id: session.id }));
  return (
    <div className={styles['actions']}>
      {session.restorable && (
        <Button tone="soft" onClick={() => reviewRestore([session])}>
          {session.status === 'deleted' ? t.detail.restoreDeleted : t.detail.restore}
        </Button>
      )}
      {session.hasTranscript && (
        <IconButton
          label={t.export.open}
          icon={FileDown}
          onClick={() => openSheet({ kind: 'export', ids: [session.id] })}
        />
      )}
      <Menu
        align="end"
        label={t.detail.moreActions}
        trigger={<IconButton label={t.detail.moreActions} icon={Ellipsis} />}
      >
        {canReveal && (
          <>
            <MenuItem icon={FolderOpen} onSelect={reveal.run}>
              {t.detail.reveal}
            </MenuItem>
            <MenuSeparator />
          </>
        )}
        <MenuItem
          icon={SquareTerminal}
          onSelect={() => copy(`claude --resume ${session.id}`, t.detail.copiedCommand(session.cwd))}
        >
          {t.detail.copyCommand}
        </MenuItem>
        <MenuItem icon={Copy} onSelect={() => copy(session.id, t.detail.copiedId)}>
          {t.detail.copyId}
        </MenuItem>
      </Menu>
    </div>
  );
}

function copy(text: string, done: string): void {
  // Only there where the page counts as safe.
  const written = 'clipboard' in navigator ? navigator.clipboard.writeText(text) : Promise.reject(new Error());
  written.then(
    () => toast(done),
    () => toast.error(t.common.copyFailed),
  );
}
