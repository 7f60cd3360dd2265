import { ChevronDown, StickyNote, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { ExcerptEntry } from '../../shared/contract.ts';
import type { Session } from '../../shared/model.ts';
import { formatExact, t } from '../strings/index.ts';
import { Button, IconGlyph, Skeleton } from '../ui/index.ts';
import styles from './beginning.module.css';
import { useAnswer } from './use-answer.ts';

const FIRST = 30;
const MOST = 500;

/** The start of the conversation as plain text: nothing in it is rendered, fetched or run. */
export function Beginning({ session }: { session: Session }) {
  const [limit, setLimit] = useState(FIRST);
  const hasText = session.transcript !== null;
  const { data, error } = useAnswer(
    'session.read',
    hasText ? { id: session.id, limit } : null,
    session.id,
    `${session.bytes}`,
  );
  return (
    <section className={styles['beginning']}>
      <h3 className={styles['title']}>{t.detail.beginning}</h3>
      {!hasText ? (
        <p className={styles['none']}>{t.detail.noTranscript}</p>
      ) : error !== null ? (
        <p className={styles['none']}>
          {t.detail.readFailed} {error.message}
        </p>
      ) : data === null ? (
        <Waiting />
      ) : data.entries.length === 0 ? (
        <p className={styles['none']}>{t.detail.emptyExcerpt}</p>
      ) : (
        <>
          {data.entries.map((entry, index) => (
            <Entry key={index} entry={entry} />
          ))}
          {data.more && (
            <div className={styles['more']}>
              {t.detail.moreBelow}
              {limit < MOST && (
                <Button size="s" icon={ChevronDown} onClick={() => setLimit(Math.min(MOST, limit * 4))}>
                  {t.detail.showMore}
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </section>
  );
}

const LONG = 1200;
const CUT = 900;

function Entry({ entry: { kind, at, text } }: { entry: ExcerptEntry }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || text.length <= LONG ? text : `${text.slice(0, CUT).trimEnd()}…`;
  const time = at === null ? undefined : formatExact(at);
  if (kind === 'tool' || kind === 'note') {
    return (
      <p className={styles['aside']} title={time}>
        <IconGlyph icon={kind === 'tool' ? Wrench : StickyNote} size="s" />
        <span className={styles['asideText']}>{text}</span>
      </p>
    );
  }
  return (
    <article className={styles['entry']} data-kind={kind}>
      <h4 className={styles['who']} title={time}>
        {kind === 'prompt' ? t.detail.you : t.detail.claude}
      </h4>
      <p className={styles['text']}>{shown}</p>
      {shown !== text && (
        <Button size="s" tone="quiet" onClick={() => setWhole(true)}>
          {t.detail.showWhole}
        </Button>
      )}
    </article>
  );
}

function Waiting() {
  return (
    <div className={styles['waiting']} role="status" aria-label={t.common.loading}>
      <Skeleton width="2rem" />
      <Skeleton width="80%" />
      <Skeleton width="45%" />
      <Skeleton width="3rem" />
      <Skeleton width="95%" />
      <Skeleton width="88%" />
      <Skeleton width="60%" />
    </div>
  );
}
