import { RadioGroup } from 'radix-ui';
import type { Pair } from '../../../shared/model.ts';
import { t } from '../../strings/index.ts';
import { Badge } from '../../ui/index.ts';
import { accountName, distinctPairs, pairKey, shortId } from '../parts/pairs.ts';
import styles from './account-choice.module.css';

interface AccountChoiceProps {
  pairs: readonly Pair[];
  /** Null while nothing is chosen. */
  value: string | null;
  onChoose: (pair: Pair) => void;
}

/** The strongest signs come first; more of them decide nothing. */
const MOST = 3;

/** One of the accounts, each with what speaks for it. */
export function AccountChoice({ pairs, value, onChoose }: AccountChoiceProps) {
  const offered = distinctPairs(pairs);
  const choose = (key: string): void => {
    const pair = offered.find((candidate) => pairKey(candidate) === key);
    if (pair !== undefined) onChoose(pair);
  };
  return (
    <RadioGroup.Root className={styles['choices']} value={value} onValueChange={choose} aria-label={t.account.list}>
      {offered.map((pair) => (
        <RadioGroup.Item key={pairKey(pair)} value={pairKey(pair)} className={styles['choice']}>
          <span className={styles['dot']} aria-hidden>
            <RadioGroup.Indicator className={styles['mark']} />
          </span>
          <span className={styles['words']}>
            <span className={styles['name']}>
              {accountName(pair)}
              {pair.active && <Badge tone="calm">{t.account.certain}</Badge>}
            </span>
            <span className={styles['about']}>
              {t.account.organization(shortId(pair.organizationId))} · {t.account.has(pair.records)}
            </span>
            <span className={styles['about']}>
              {pair.evidence.length === 0 ? t.account.noEvidence : pair.evidence.slice(0, MOST).join(' ')}
            </span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
