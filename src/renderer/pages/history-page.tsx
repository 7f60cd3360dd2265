import { useState } from 'react';
import { FileWarning, History } from 'lucide-react';
import type { Receipt, Receipts } from '../../shared/model.ts';
import { Failure } from '../sheets/parts/failure.tsx';
import { useReceipts } from '../sheets/parts/use-receipts.ts';
import { showPlace } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, Callout, EmptyState, Skeleton } from '../ui/index.ts';
import { Files } from './files.tsx';
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
      {receipts.at === 'ready' && <Kept {...receipts.value} />}
    </Page>
  );
}

function Kept({ receipts, problems }: Receipts) {
  if (receipts.length === 0 && problems.length === 0) return <Empty />;
  return (
    <>
      {problems.length > 0 && <Spoilt problems={problems} />}
      {receipts.length > 0 && <Cards receipts={receipts} />}
    </>
  );
}

/** A restore without a receipt happened all the same: it must not look as if there had been none. */
function Spoilt({ problems }: Pick<Receipts, 'problems'>) {
  return (
    <div className={styles['spoilt']}>
      <Callout icon={FileWarning} title={t.history.spoilt(problems.length)}>
        <p>{t.history.spoiltWhy}</p>
        <Files
          summary={t.history.spoiltFiles(problems.length)}
          lines={problems.map(({ path, problem }) => ({ path, words: problem }))}
        />
      </Callout>
    </div>
  );
}

/** So many at first, and again at each press. */
const STEP = 20;

function Cards({ receipts }: { receipts: readonly Receipt[] }) {
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
