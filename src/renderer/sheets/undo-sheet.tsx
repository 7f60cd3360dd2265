import { useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import type { Receipt, UndoKind, UndoResult } from '../../shared/model.ts';
import { ask, toAskError, type AskError } from '../api/index.ts';
import { closeSheet, useStore } from '../store/index.ts';
import { formatWhen, t } from '../strings/index.ts';
import { Button, Callout, Dialog, Skeleton, StatusText } from '../ui/index.ts';
import { AskQuit } from './parts/ask-quit.tsx';
import { Failure } from './parts/failure.tsx';
import { ReceiptGroups } from './parts/receipt-rows.tsx';
import { useAnswer } from './parts/use-answer.ts';
import { lastUndoable, useReceipts } from './parts/use-receipts.ts';
import { rowsOf } from './restore/plan.ts';
import { sayUndone } from './toasts.ts';
import { UndoRows } from './undo-rows.tsx';
import styles from './restore/stages.module.css';

/** What an undo will do, before it does it; and the confirmation that it needs. */
export function UndoSheet() {
  const sheet = useStore((store) => store.sheet);
  return sheet?.kind === 'undo' ? <FindReceipt wanted={sheet.receipt} /> : null;
}

/** Which receipt it is about: the one named, else the last that can be undone. */
function FindReceipt({ wanted }: { wanted: string | null }) {
  const [receipts, again] = useReceipts();
  // The receipts change under the eyes of the person when the undo is done; what the sheet is about does not.
  const [found, setFound] = useState<Receipt | null>(null);
  if (found !== null) return <Planned receipt={found} />;
  if (receipts.at === 'loading') return <Frame body={<Looking />} />;
  if (receipts.at === 'failed') {
    return <Frame stage="failed" body={<Failure error={receipts.error} />} action={<Again onClick={again} />} />;
  }
  const all = receipts.value.receipts;
  const receipt = wanted === null ? lastUndoable(all) : all.find(({ id }) => id === wanted);
  if (receipt === undefined) {
    return <Frame title={t.undo.nothing} body={<p className={styles['lead']}>{t.undo.nothingWhy}</p>} />;
  }
  setFound(receipt);
  return null;
}

function Planned({ receipt }: { receipt: Receipt }) {
  const [plan, again] = useAnswer('undo.plan', { receipt: receipt.id });
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AskError | null>(null);
  const description = t.undo.of(rowsOf(receipt.actions).length, formatWhen(receipt.at));
  if (plan.at === 'loading') return <Frame description={description} body={<Looking />} />;
  const error = failed ?? (plan.at === 'failed' ? plan.error : null);
  if (error !== null) {
    const retry = (): void => {
      setFailed(null);
      again();
    };
    return (
      <Frame
        stage="failed"
        description={description}
        body={<Failure error={error} />}
        action={<Again onClick={retry} />}
      />
    );
  }
  if (plan.at === 'failed') return null;
  const apply = (): void => {
    setBusy(true);
    ask('undo.apply', { receipt: receipt.id })
      .then(
        (result) => {
          closeSheet();
          sayUndone(result);
        },
        (reason: unknown) => setFailed(toAskError(reason)),
      )
      .finally(() => setBusy(false));
  };
  const nothing = plan.value.actions.length === 0;
  return (
    <Frame
      description={description}
      stage={busy ? 'undoing' : 'plan'}
      body={<Body plan={plan.value} busy={busy} />}
      busy={busy}
      action={
        nothing ? undefined : (
          <Button busy={busy} onClick={apply} confirms>
            {busy ? t.undo.applying : t.undo.confirm}
          </Button>
        )
      }
    />
  );
}

function Body({ plan: { actions, refused }, busy }: { plan: UndoResult; busy: boolean }) {
  const count = (kind: UndoKind): number => actions.filter((action) => action.kind === kind).length;
  const nothing = actions.length === 0;
  return (
    <>
      <div>
        <StatusText focused={busy}>
          {busy
            ? t.undo.applying
            : nothing
              ? t.undo.nothingLeft
              : t.undo.summary(count('remove'), count('put-back'), count('remove-copy'))}
        </StatusText>
        <p className={styles['lead']}>{nothing ? t.undo.nothingLeftWhy : t.undo.untouched}</p>
      </div>
      {!nothing && <ClaudeRuns />}
      <div className={styles['paper']}>
        <ReceiptGroups>
          <UndoRows actions={actions} refused={refused} />
        </ReceiptGroups>
      </div>
    </>
  );
}

/** Said, not enforced: the engine looks again just before it does it. */
function ClaudeRuns() {
  const running = useStore(({ live }) => live?.claudeRunning ?? null);
  const sample = useStore(({ live }) => live?.sample === true);
  const mac = useStore(({ live }) => live?.platform === 'darwin');
  const canAsk = useStore(({ live }) => live?.can.quitClaude === true);
  if (running === false || sample) return null;
  return (
    <Callout
      icon={TriangleAlert}
      title={running === null ? t.undo.unknown : t.undo.running}
      {...(canAsk ? { actions: <AskQuit /> } : {})}
    >
      <p>{mac ? t.undo.runningWhyMac : t.undo.runningWhy}</p>
    </Callout>
  );
}

function Looking() {
  return (
    <>
      <p className={styles['lead']} role="status">
        {t.undo.planning}
      </p>
      <Skeleton width="60%" />
      <Skeleton width="80%" />
      <Skeleton width="70%" />
    </>
  );
}

const Again = ({ onClick }: { onClick: () => void }) => <Button onClick={onClick}>{t.restore.lookAgain}</Button>;

interface FrameProps {
  title?: string;
  description?: string;
  body: React.ReactNode;
  action?: React.ReactNode;
  busy?: boolean;
  /** See Dialog. */
  stage?: string;
}

function Frame({ title = t.undo.name, description, body, action, busy = false, stage = 'wait' }: FrameProps) {
  return (
    <Dialog
      open
      onClose={closeSheet}
      title={title}
      {...(description === undefined ? {} : { description })}
      closable={!busy}
      stage={stage}
      footer={
        <>
          <Button disabled={busy} onClick={closeSheet} autoFocus>
            {action === undefined ? t.common.close : t.undo.keep}
          </Button>
          {action}
        </>
      }
    >
      <div className={styles['confirm']}>{body}</div>
    </Dialog>
  );
}
