import { CircleCheck, FileWarning } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SessionEvidence, SessionSummary } from '../../shared/contract.ts';
import { t } from '../strings/index.ts';
import { IconGlyph, Skeleton } from '../ui/index.ts';
import styles from './evidence.module.css';
import { useAnswer } from './use-answer.ts';

/** The files and log lines behind the verdict, for whoever wants to know exactly. */
export function Evidence({ session }: { session: SessionSummary }) {
  const { data, error } = useAnswer('session.evidence', { id: session.id }, session.id, session);
  return (
    <div className={styles['evidence']}>
      {error !== null ? (
        <p>
          {t.detail.evidenceFailed} {error.message}
        </p>
      ) : data === null ? (
        <Skeleton width="70%" />
      ) : (
        <Found evidence={data} />
      )}
      {data !== null && data.transcript !== null && (
        <Piece title={t.detail.transcript}>
          <code>{data.transcript}</code>
        </Piece>
      )}
      <Piece title={t.detail.id}>
        <code>{session.id}</code>
      </Piece>
    </div>
  );
}

function Found({ evidence: { records, logLines } }: { evidence: SessionEvidence }) {
  if (records.length === 0 && logLines.length === 0) return <p>{t.detail.evidenceNone}</p>;
  return (
    <>
      {records.length > 0 && (
        <Piece title={t.detail.evidenceEntries}>
          <ul className={styles['records']}>
            {records.map(({ path, place, problem }) => (
              <li key={path}>
                <IconGlyph icon={problem === null ? CircleCheck : FileWarning} size="s" />
                <span>
                  {place}: {problem ?? t.detail.evidenceGood}
                  <code className={styles['path']}>{path}</code>
                </span>
              </li>
            ))}
          </ul>
        </Piece>
      )}
      {logLines.length > 0 && (
        <Piece title={t.detail.evidenceLog}>
          <pre className={styles['log']} tabIndex={0}>
            {logLines.join('\n')}
          </pre>
        </Piece>
      )}
    </>
  );
}

function Piece({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h4 className={styles['title']}>{title}</h4>
      {children}
    </div>
  );
}
