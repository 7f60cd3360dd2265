import { useState } from 'react';
import { History } from 'lucide-react';
import type { Receipt } from '../../shared/model.ts';
import { Failure } from '../sheets/parts/failure.tsx';
import { useReceipts } from '../sheets/parts/use-receipts.ts';
import { showPlace } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, EmptyState, Skeleton } from '../ui/index.ts';
import { ReceiptCard } from './history/receipt-card.tsx';
import { Page } from './page.tsx';
import styles from './history/history.module.css';

/** Every restore, the newest first, with what became of it. */
export function HistoryPage() {
  const [receipts, again] = useReceipts();
  return (
    <Page name={t.history.name} why={t.history.why}>
      {receipts.at === 'loading' && <Loading />}
      {receipts.at === 'failed' && (
        <Failure error={receipts.error} actions={<Button onClick={again}>{t.restore.lookAgain}</Button>} />
      )}
      {receipts.at === 'ready' && (receipts.value.length === 0 ? <Empty /> : <Receipts receipts={receipts.value} />)}
    </Page>
  );
}

/** So many at first, and again at each press. */
const STEP = 20;

function Receipts({ receipts }: { receipts: readonly Receipt[] }) {
  const [shown, setShown] = useState(STEP);
  const newestFirst = receipts.toSorted((a, b) => b.at - a.at);
  const left = receipts.length - shown;
  return (
    <>
      <ol className={styles['receipts']}>
        {newestFirst.slice(0, shown).map((receipt) => (
          <li key={receipt.id}>
            <ReceiptCard receipt={receipt} />
          </li>
        ))}
      </ol>
      {left > 0 && (
        <Button tone="quiet" onClick={() => setShown(shown + STEP)}>
          {t.history.showOlder(Math.min(left, STEP))}
        </Button>
      )}
    </>
  );
}

function Empty() {
  return (
    <EmptyState
      icon={History}
      title={t.history.empty}
      actions={<Button onClick={() => showPlace('ghosts')}>{t.history.showMissing}</Button>}
    >
      {t.history.emptyWhy}
    </EmptyState>
  );
}

function Loading() {
  return (
    <div className={styles['receipts']} role="status" aria-label={t.history.loading}>
      {[1, 2, 3].map((i) => (
        <div key={i} className={styles['loading']}>
          <Skeleton width="35%" />
          <Skeleton width="60%" />
        </div>
      ))}
    </div>
  );
}
