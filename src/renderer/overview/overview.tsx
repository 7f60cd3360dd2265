import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { Circle, CircleCheck, Unplug } from 'lucide-react';
import { refresh, showPlace, useStore, type Live } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Lantern, type Light } from '../mark/lantern.tsx';
import { Button, IconGlyph, Progress, Skeleton } from '../ui/index.ts';
import { Actions } from './actions.tsx';
import { activePair, liveRoot, overviewOf, type Overview as Facts } from './facts.ts';
import styles from './overview.module.css';
import { wordsOf } from './words.ts';

/** What happened to the conversations, in a sentence, and the one button. */
export function Overview() {
  const live = useStore((store) => store.live);
  const failure = useStore((store) => store.failure);
  const diagnosis = useStore((store) => store.diagnosis);
  const facts = useMemo(() => (live === null ? null : overviewOf(live, diagnosis)), [live, diagnosis]);
  return (
    <section className={styles['overview']} aria-label={t.overview.name} data-kind={facts?.kind ?? 'waiting'}>
      {failure !== null && live === null ? (
        <Failed message={failure.message} />
      ) : live === null || facts === null ? (
        <Waiting />
      ) : (
        <Told live={live} facts={facts} isGone={failure?.code === 'unavailable'} />
      )}
      {failure !== null && live !== null && <Lost message={failure.message} />}
    </section>
  );
}

function Lost({ message }: { message: string }) {
  return (
    <p className={styles['lost']} role="alert">
      <IconGlyph icon={Unplug} size="s" />
      {t.overview.lost(message)}
    </p>
  );
}

/** `isGone`: there is nobody to do what a button asks for. */
function Told({ live, facts, isGone }: { live: Live; facts: Facts; isGone: boolean }) {
  const { headline, comfort, sentences } = wordsOf(facts);
  return (
    <Line light={lightOf(facts)} actions={isGone ? undefined : <Actions facts={facts} live={live} />}>
      <h1 className={styles['headline']} aria-live="polite">
        {headline}
        {comfort !== null && ' '}
        {comfort !== null && <span className={styles['comfort']}>{comfort}</span>}
      </h1>
      {sentences.length > 0 && (
        <p className={styles['why']}>
          {sentences.join(' ')}
          {facts.kind === 'missing' && facts.sample === null && facts.gone > 0 && <Gone count={facts.gone} />}
        </p>
      )}
      {facts.kind === 'waiting' && !facts.isSample && !facts.isElsewhere && <Steps />}
      <About live={live} facts={facts} />
    </Line>
  );
}

/** What is to be done for Claude to show them. Each step ticks itself. */
function Steps() {
  const isClosed = useStore(({ live }) => live?.claudeRunning === false);
  const isMac = useStore(({ live }) => live?.platform === 'darwin');
  const steps: readonly [string, boolean][] = [
    [isMac ? t.overview.stepQuitMac : t.overview.stepQuit, isClosed],
    [t.overview.stepOpen, false],
    [t.overview.stepSeen, false],
  ];
  return (
    <ol className={styles['steps']}>
      {steps.map(([words, isDone]) => (
        <li key={words} data-done={isDone || undefined}>
          <IconGlyph icon={isDone ? CircleCheck : Circle} size="s" />
          {words}
          {isDone && <span className={styles['hidden']}>{t.overview.stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}

/** What really is gone has its own sentence, and a way to what may help. */
function Gone({ count }: { count: number }) {
  return (
    <>
      {' '}
      {t.overview.goneToo(count)}{' '}
      <button type="button" className={styles['link']} onClick={() => showPlace('unavailable')}>
        {t.overview.goneHelp}
      </button>
    </>
  );
}

/** It glows when all is listed, and flickers once when a loss is seen. */
const lightOf = (facts: Facts): Light => {
  if (facts.kind === 'missing') return 'flicker';
  const isShown = facts.kind === 'fine' || (facts.kind === 'taken' && facts.restore.state === 'confirmed');
  return isShown ? 'lit' : 'low';
};

/** Which account and which profile all this is about; how far the first look is while it lasts. */
function About({ live, facts }: { live: Live; facts: Facts }) {
  if (facts.kind === 'reading') {
    return (
      <div className={styles['progress']}>
        <Progress label={t.overview.reading} done={facts.progress?.done ?? 0} total={facts.progress?.total ?? null} />
      </div>
    );
  }
  const pair = activePair(live);
  const root = liveRoot(live);
  if (pair === null || root === null) return null;
  const account = pair.label ?? t.overview.accountId(pair.accountId);
  return <p className={styles['about']}>{t.overview.about(account, t.installs[root.kind])}</p>;
}

function Line({ light, actions, children }: { light: Light; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles['line']}>
      <div className={styles['lamp']}>
        <Lantern light={light} size="2.25rem" />
      </div>
      <div className={styles['words']}>{children}</div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}

function Waiting() {
  return (
    <Line light="low">
      <h1 className={styles['headline']}>{t.overview.reading}</h1>
      <p className={styles['why']}>
        <Skeleton width="22rem" />
      </p>
      <p className={styles['about']}>
        <Skeleton width="14rem" />
      </p>
    </Line>
  );
}

function Failed({ message }: { message: string }) {
  return (
    <Line light="low" actions={<Button onClick={() => void refresh()}>{t.common.tryAgain}</Button>}>
      <h1 className={styles['headline']}>{t.overview.failed}</h1>
      <p className={styles['why']}>{message}</p>
    </Line>
  );
}
