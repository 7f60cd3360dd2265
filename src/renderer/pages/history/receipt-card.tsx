import { CircleCheck, CircleDashed, CircleSlash, Hourglass, TriangleAlert, Undo2 } from 'lucide-react';
import { useId } from 'react';
import type { Confirmation, Receipt, ReceiptState } from '../../../shared/model.ts';
import { accountName, findPair } from '../../sheets/parts/pairs.ts';
import { Fact, ReceiptGroups } from '../../sheets/parts/receipt-rows.tsx';
import { rowsOf } from '../../sheets/restore/plan.ts';
import { ActionRows } from '../../sheets/restore/rows.tsx';
import { openSheet, useStore } from '../../store/index.ts';
import { formatExact, formatWhen, t } from '../../strings/index.ts';
import { Badge, Button, Disclosure, IconGlyph, type Icon } from '../../ui/index.ts';
import styles from './history.module.css';

/** One restore: when, into whose sidebar, what became of it, what it did, and the way back. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const heading = useId();
  const pairs = useStore(({ live }) => live?.pairs ?? null);
  const { id, at, state, target, actions, confirmation } = receipt;
  const pair = findPair(pairs ?? [], target) ?? { ...target, label: null };
  const count = rowsOf(actions).length;
  return (
    <article className={styles['receipt']} aria-labelledby={heading}>
      <div className={styles['head']}>
        <div className={styles['words']}>
          <h2 id={heading} className={styles['name']}>
            {state === 'done' ? t.history.brought(count) : t.history.tried(count)}
          </h2>
          <p className={styles['about']}>
            <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
              {formatWhen(at)}
            </time>
            {' · '}
            {t.history.into(accountName(pair))}
          </p>
        </div>
        <State state={state} />
        {state === 'done' && (
          <Button icon={Undo2} onClick={() => openSheet({ kind: 'undo', receipt: id })}>
            {t.history.undo}
          </Button>
        )}
      </div>
      {(state === 'applying' || state === 'undoing') && <p className={styles['advice']}>{t.history.interrupted}</p>}
      {state === 'done' && <Confirmed confirmation={confirmation} />}
      <Disclosure summary={t.history.whatItDid}>
        <div className={styles['rows']}>
          <ReceiptGroups>
            <ActionRows actions={actions} done />
          </ReceiptGroups>
          <Fact label={t.history.receipt}>{id}</Fact>
        </div>
      </Disclosure>
    </article>
  );
}

const STATE_ICONS: Readonly<Record<ReceiptState, Icon>> = {
  applying: TriangleAlert,
  done: CircleCheck,
  undoing: TriangleAlert,
  undone: Undo2,
  'rolled-back': CircleDashed,
  cancelled: CircleSlash,
};

const State = ({ state }: { state: ReceiptState }) => (
  <Badge
    icon={STATE_ICONS[state]}
    tone={state === 'done' ? 'calm' : state === 'applying' || state === 'undoing' ? 'lamp' : 'plain'}
  >
    {t.history.states[state]}
  </Badge>
);

function Confirmed({ confirmation: { state, confirmed, total, notes } }: { confirmation: Confirmation }) {
  const sentence =
    state === 'waiting'
      ? t.history.waiting
      : state === 'unknown'
        ? t.history.unknown
        : t.history.confirmed(confirmed, total);
  return (
    <div className={styles['confirmed']} data-state={state}>
      <IconGlyph icon={state === 'confirmed' ? CircleCheck : state === 'waiting' ? Hourglass : CircleDashed} size="s" />
      <div>
        <p>{sentence}</p>
        {notes.map((note) => (
          <p key={note} className={styles['note']}>
            {note}
          </p>
        ))}
      </div>
    </div>
  );
}
