import { CircleCheck, CircleDashed, CircleHelp } from 'lucide-react';
import type { DataRoot, Pair } from '../../../shared/model.ts';
import { accountName, initialOf, shortId } from '../../sheets/parts/pairs.ts';
import { Avatar } from '../../sheets/parts/avatar.tsx';
import { Fact } from '../../sheets/parts/receipt-rows.tsx';
import { t } from '../../strings/index.ts';
import { Badge, Disclosure } from '../../ui/index.ts';
import { Block } from '../page.tsx';
import styles from './health.module.css';

/** The profiles of Claude's app on this computer, and how it is told which one is used. */
export function Installations({ roots }: { roots: readonly DataRoot[] }) {
  const anyLive = roots.some(({ live }) => live);
  return (
    <Block name={t.health.installs}>
      {roots.length === 0 ? (
        <p className={styles['none']}>{t.health.noInstalls}</p>
      ) : (
        <ul className={styles['things']}>
          {roots.map((root) => (
            <li key={root.path} className={styles['thing']}>
              <div className={styles['line']}>
                <div className={styles['words']}>
                  <p className={styles['name']}>{capital(t.installs[root.kind])}</p>
                  <p className={styles['path']}>{root.path}</p>
                </div>
                <InUse yes={root.live} unsure={!anyLive} />
              </div>
              <Evidence sentences={root.evidence} />
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

/** The accounts and organizations that Claude's files name. */
export function Accounts({ pairs }: { pairs: readonly Pair[] }) {
  const anyActive = pairs.some(({ active }) => active);
  return (
    <Block name={t.health.accounts}>
      {pairs.length === 0 ? (
        <p className={styles['none']}>{t.health.noAccounts}</p>
      ) : (
        <ul className={styles['things']}>
          {pairs.map((pair) => (
            <li key={`${pair.dataRoot} ${pair.accountId} ${pair.organizationId}`} className={styles['thing']}>
              <div className={styles['line']}>
                <Avatar initial={initialOf(pair)} />
                <div className={styles['words']}>
                  <p className={styles['name']}>{accountName(pair)}</p>
                  <p className={styles['path']}>
                    {t.account.organization(shortId(pair.organizationId))} · {t.health.entries(pair.records)}
                  </p>
                </div>
                <InUse yes={pair.active} unsure={!anyActive} />
              </div>
              <Evidence sentences={pair.evidence}>
                <Fact label={t.account.accountId}>{pair.accountId}</Fact>
                <Fact label={t.account.organizationId}>{pair.organizationId}</Fact>
                <Fact label={t.account.folder}>{pair.dataRoot}</Fact>
              </Evidence>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

/** Where nothing is certain, nothing is called unused. */
function InUse({ yes, unsure }: { yes: boolean; unsure: boolean }) {
  if (yes) {
    return (
      <Badge icon={CircleCheck} tone="calm">
        {t.health.live}
      </Badge>
    );
  }
  return <Badge icon={unsure ? CircleHelp : CircleDashed}>{unsure ? t.health.notCertain : t.health.notLive}</Badge>;
}

function Evidence({ sentences, children }: { sentences: readonly string[]; children?: React.ReactNode }) {
  if (sentences.length === 0 && children === undefined) return null;
  return (
    <Disclosure summary={t.health.evidence}>
      <div className={styles['evidence']}>
        {sentences.length > 0 && (
          <ul className={styles['sentences']}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </Disclosure>
  );
}

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);
