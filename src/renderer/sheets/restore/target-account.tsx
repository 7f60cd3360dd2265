import { useState } from 'react';
import type { Pair, PairId } from '../../../shared/model.ts';
import { t } from '../../strings/index.ts';
import { Button, Disclosure } from '../../ui/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { accountName, findPair, initialOf, pairKey, shortId } from '../parts/pairs.ts';
import { Fact } from '../parts/receipt-rows.tsx';
import { AccountChoice } from './account-choice.tsx';
import styles from './target-account.module.css';

interface TargetAccountProps {
  target: PairId;
  pairs: readonly Pair[];
  /** The person chose it: the evidence is not what it rests on. */
  chosen: boolean;
  onChoose: (pair: Pair) => void;
}

/** Into whose sidebar it goes, why that one, and how to take another. */
export function TargetAccount({ target, pairs, chosen, onChoose }: TargetAccountProps) {
  const [changing, setChanging] = useState(false);
  const pair = findPair(pairs, target) ?? { ...target, active: false, label: null, records: 0, evidence: [] };
  return (
    <section className={styles['target']} aria-label={t.account.into}>
      <div className={styles['head']}>
        <p className={styles['into']}>{t.account.into}</p>
        {pairs.length > 1 && (
          <Button size="s" onClick={() => setChanging(!changing)} aria-expanded={changing}>
            {changing ? t.account.keep : t.account.change}
          </Button>
        )}
      </div>
      {changing ? (
        <AccountChoice pairs={pairs} value={pairKey(pair)} onChoose={onChoose} />
      ) : (
        <>
          <div className={styles['who']}>
            <Avatar initial={initialOf(pair)} />
            <div className={styles['words']}>
              <p className={styles['name']}>{accountName(pair)}</p>
              <p className={styles['about']}>
                {t.account.organization(shortId(pair.organizationId))} · {t.account.has(pair.records)}
              </p>
            </div>
          </div>
          <p className={styles['why']}>{chosen ? t.account.chosen : reasons(pair)}</p>
        </>
      )}
      <Disclosure summary={t.account.details}>
        <div className={styles['facts']}>
          <Signs>{pair.evidence.slice(ENOUGH)}</Signs>
          <Fact label={t.account.accountId}>{pair.accountId}</Fact>
          <Fact label={t.account.organizationId}>{pair.organizationId}</Fact>
          <Fact label={t.account.folder}>{pair.dataRoot}</Fact>
        </div>
      </Disclosure>
    </section>
  );
}

function Signs({ children }: { children: readonly string[] }) {
  if (children.length === 0) return null;
  return (
    <div className={styles['signs']}>
      <p>{t.account.alsoWhy}</p>
      <ul>
        {children.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** Two signs that agree are what a choice needs; the others stand behind Details. */
const ENOUGH = 2;

const reasons = ({ evidence }: Pair): string =>
  evidence.length === 0 ? t.account.noEvidence : `${t.account.why} ${evidence.slice(0, ENOUGH).join(' ')}`;
