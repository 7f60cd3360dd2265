import { CircleDot, Hourglass } from 'lucide-react';
import { useState } from 'react';
import type { SessionSummary } from '../../shared/contract.ts';
import { placeOf, useStore, type Place } from '../store/index.ts';
import { formatWhen, t } from '../strings/index.ts';
import { Callout, Disclosure } from '../ui/index.ts';
import { Family } from './family.tsx';
import { DetailSection } from './detail-section.tsx';
import { Evidence } from './evidence.tsx';
import { hasExpired, isExpiringSoon } from './expiry.ts';
import styles from './standing.module.css';

const WHY: Record<Place, string> = {
  ghosts: t.detail.why,
  terminal: t.detail.whyTerminal,
  listed: t.detail.whyOther,
  archived: t.detail.whyOther,
  deleted: t.detail.whyOther,
  unavailable: t.detail.whyOther,
  earlier: t.detail.whyOther,
};

/** Why it is missing, what restoring does, and what threatens it. */
export function Standing({ session }: { session: SessionSummary }) {
  return (
    <div className={styles['standing']}>
      <Expiry session={session} />
      <DetailSection title={WHY[placeOf(session)]}>
        <p>{session.explanation}</p>
        <EvidenceDisclosure session={session} />
      </DetailSection>
      <Remedy session={session} />
      <Family session={session} />
      {session.inUse && <Callout icon={CircleDot}>{t.detail.inUse}</Callout>}
    </div>
  );
}

/** What Claude's own cleanup would do. The one thing here that is really at risk. */
function Expiry({ session }: { session: SessionSummary }) {
  if (session.expiresAt === null || !isExpiringSoon(session)) return null;
  return (
    <Callout
      tone="risk"
      icon={Hourglass}
      title={hasExpired(session.expiresAt) ? t.detail.expiresPast : t.detail.expires(formatWhen(session.expiresAt))}
    >
      {t.detail.expiresWhy}
    </Callout>
  );
}

function EvidenceDisclosure({ session }: { session: SessionSummary }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure summary={t.detail.evidence} open={isOpen} onOpenChange={setOpen}>
      {isOpen && <Evidence session={session} />}
    </Disclosure>
  );
}

function Remedy({ session }: { session: SessionSummary }) {
  const hasTarget = useStore(({ live }) => (live?.pairs.length ?? 0) > 0);
  if (session.restorable) {
    return (
      <DetailSection title={t.detail.willDo}>
        <p>
          {remedyWords(session)} <span className={styles['untouched']}>{t.detail.untouched}</span>
        </p>
      </DetailSection>
    );
  }
  if (session.status === 'unavailable' && session.cause === null) {
    return (
      <DetailSection title={t.detail.goneHelp}>
        <p>{t.detail.goneHelpWhy(session.id)}</p>
      </DetailSection>
    );
  }
  if (session.status !== 'ghost') return null;
  return (
    <DetailSection title={t.detail.cannot}>
      <p>{!hasTarget ? t.detail.cannotNoTarget : (session.advice ?? t.detail.cannotOther)}</p>
    </DetailSection>
  );
}

function remedyWords({ status, cause }: SessionSummary): string {
  if (status === 'deleted') return t.detail.restoresDeleted;
  if (status === 'archived') return t.detail.restoresArchived;
  if (status === 'earlier') return t.detail.restoresEarlier;
  return t.detail.restores[cause ?? 'record-lost'];
}
