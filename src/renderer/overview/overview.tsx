import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { Unplug } from 'lucide-react';
import { refresh, useStore, type Live } from '../store/index.ts';
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
      <p className={styles['why']}>{sentences.join(' ')}</p>
      <About live={live} facts={facts} />
    </Line>
  );
}

/** It glows when all is listed, and flickers once when a loss is seen. */
const lightOf = ({ kind }: Facts): Light => (kind === 'fine' ? 'lit' : kind === 'missing' ? 'flicker' : 'low');

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
