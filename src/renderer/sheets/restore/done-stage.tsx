import { CircleCheck, Hourglass, Info, Lightbulb } from 'lucide-react';
import type { Confirmation, RestoreResult } from '../../../shared/model.ts';
import { Lantern } from '../../mark/lantern.tsx';
import { useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Button, Callout, IconGlyph } from '../../ui/index.ts';
import { AskQuit } from '../parts/ask-quit.tsx';
import { useReceipts } from '../parts/use-receipts.ts';
import { ReceiptGroups } from '../parts/receipt-rows.tsx';
import { rowsOf } from './plan.ts';
import { ActionRows, RefusedRows } from './rows.tsx';
import type { Restore } from './use-restore.ts';
import styles from './stages.module.css';

/** The receipt after the fact: what was done, what is to be done now, and what Claude made of it. */
export function DoneStage({ result }: { result: RestoreResult }) {
  const count = rowsOf(result.actions).length;
  return (
    <div className={styles['stage']}>
      <div className={styles['outcome']} role="status">
        <Lantern light="lit" size="3rem" />
        <div>
          <p className={styles['big']}>{t.restore.done(count)}</p>
          <p className={styles['lead']}>{t.restore.doneWhy(count)}</p>
        </div>
      </div>
      <NextStep receipt={result.receipt} count={count} />
      <div className={styles['paper']}>
        <ReceiptGroups>
          <ActionRows actions={result.actions} done />
          <RefusedRows refused={result.refused} name={t.restore.notBroughtBack} />
        </ReceiptGroups>
      </div>
    </div>
  );
}

function NextStep({ receipt, count }: { receipt: string | null; count: number }) {
  const [receipts] = useReceipts();
  const sample = useStore(({ live }) => live?.sample === true);
  const foreign = useStore(({ live }) => live?.foreign === true);
  if (sample) return <Callout icon={Info}>{t.restore.sampleDone(count)}</Callout>;
  const confirmation =
    receipts.at === 'ready' ? receipts.value.receipts.find(({ id }) => id === receipt)?.confirmation : undefined;
  if (confirmation !== undefined && confirmation.state !== 'waiting') return <Confirmed confirmation={confirmation} />;
  return foreign ? <Elsewhere count={count} /> : <StartClaude count={count} />;
}

/** Another computer's Claude will show them; nothing here can tell when. */
function Elsewhere({ count }: { count: number }) {
  return (
    <Callout icon={Lightbulb} title={t.restore.elsewhereDone(count)}>
      {t.restore.elsewhereDoneWhy}
    </Callout>
  );
}

function StartClaude({ count }: { count: number }) {
  const closed = useStore(({ live }) => live?.claudeRunning === false);
  const mac = useStore(({ live }) => live?.platform === 'darwin');
  const canAsk = useStore(({ live }) => live?.can.quitClaude === true);
  const title = closed ? t.restore.openClaude(count) : mac ? t.restore.quitFirstMac : t.restore.quitFirst;
  return (
    <Callout icon={Lightbulb} title={title} {...(closed || !canAsk ? {} : { actions: <AskQuit reopens /> })}>
      <p>{closed ? t.restore.openClaudeWhy : t.restore.quitFirstWhy(count)}</p>
      <p className={styles['waiting']}>
        <IconGlyph icon={Hourglass} size="s" /> {t.restore.waiting(count)}
      </p>
    </Callout>
  );
}

function Confirmed({ confirmation: { state, confirmed, total, notes } }: { confirmation: Confirmation }) {
  const all = state === 'confirmed';
  const title = all
    ? t.restore.shows(total)
    : state === 'partly'
      ? t.restore.showsSome(confirmed, total)
      : t.restore.unsure;
  return (
    <Callout icon={all ? CircleCheck : Info} tone={all ? 'calm' : 'plain'} title={title}>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Callout>
  );
}

/** After a trial: the plan for all again, in which the one is no longer. */
export function Others({ restore }: { restore: Restore }) {
  const left = restore.whole - 1;
  if (left < 1) return null;
  return (
    <Button tone="lamp" onClick={() => restore.choose({ trial: null })}>
      {t.restore.others(left)}
    </Button>
  );
}
