import { Layers } from 'lucide-react';
import { useMemo } from 'react';
import type { SessionSummary } from '../../shared/contract.ts';
import { goToSession, useStore } from '../store/index.ts';
import { formatDates, t } from '../strings/index.ts';
import { Button } from '../ui/index.ts';
import { DetailSection } from './detail-section.tsx';
import styles from './family.module.css';

/** The other transcripts of the same conversation: its earlier parts, or the whole that it is a part of. */
export function Family({ session }: { session: SessionSummary }) {
  const sessions = useStore(({ live }) => live?.sessions);
  const parts = useMemo(() => earlierPartsOf(session, sessions?.values() ?? []), [session, sessions]);
  const whole = session.family === null ? undefined : sessions?.get(session.family);
  if (whole !== undefined) {
    return (
      <DetailSection title={t.detail.partOf}>
        <Relative session={whole} />
      </DetailSection>
    );
  }
  if (parts.length === 0) return null;
  return (
    <DetailSection title={t.detail.earlierParts(parts.length)}>
      <p>{t.detail.earlierPartsWhy}</p>
      <ul className={styles['parts']}>
        {parts.map((part) => (
          <li key={part.id}>
            <Relative session={part} />
          </li>
        ))}
      </ul>
    </DetailSection>
  );
}

/** The newest first. */
const earlierPartsOf = ({ id }: SessionSummary, sessions: Iterable<SessionSummary>): SessionSummary[] =>
  [...sessions].filter(({ family }) => family === id).sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0));

function Relative({ session }: { session: SessionSummary }) {
  const { id, title, createdAt, lastActivityAt, turns } = session;
  const facts = [formatDates(createdAt, lastActivityAt), turns === 0 ? null : t.detail.prompt(turns)];
  return (
    <Button tone="quiet" size="s" icon={Layers} onClick={() => goToSession(id)}>
      <span className={styles['title']}>{title === '' ? t.list.untitled : title}</span>
      <span className={styles['facts']}>{facts.filter((fact) => fact !== null).join(' · ')}</span>
    </Button>
  );
}
