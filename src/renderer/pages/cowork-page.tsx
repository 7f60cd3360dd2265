import { useState } from 'react';
import type { CoworkSession } from '../../shared/model.ts';
import { accountName, findPair } from '../sheets/parts/pairs.ts';
import { useStore } from '../store/index.ts';
import { formatExact, formatWhen, t } from '../strings/index.ts';
import { Button } from '../ui/index.ts';
import { Page } from './page.tsx';
import styles from './cowork.module.css';

/** So many at first, and again at each press. */
const STEP = 50;

/** Tasks of the Cowork tab: there to be seen, and left alone. */
export function CoworkPage() {
  const cowork = useStore(({ live }) => live?.cowork);
  const [shown, setShown] = useState(STEP);
  const newestFirst = (cowork ?? []).toSorted((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0));
  const left = newestFirst.length - shown;
  return (
    <Page name={t.cowork.name} why={t.cowork.why}>
      {newestFirst.length === 0 && <p className={styles['none']}>{t.cowork.none}</p>}
      <ul className={styles['tasks']} aria-label={t.cowork.name}>
        {newestFirst.slice(0, shown).map((task) => (
          <Task key={task.record} task={task} />
        ))}
      </ul>
      {left > 0 && (
        <Button tone="quiet" onClick={() => setShown(shown + STEP)}>
          {t.cowork.more(Math.min(left, STEP))}
        </Button>
      )}
    </Page>
  );
}

function Task({ task }: { task: CoworkSession }) {
  const pairs = useStore(({ live }) => live?.pairs);
  const at = timeOf(task);
  const account = accountName(findPair(pairs ?? [], task) ?? { ...task, label: null });
  return (
    <li className={styles['task']}>
      <p className={styles['title']}>{task.title === '' ? t.list.untitled : task.title}</p>
      <p className={styles['about']}>
        {at === null ? t.list.noDate : <time title={formatExact(at)}>{formatWhen(at)}</time>}
        {` · ${account}`}
        {!task.hasConversation && ` · ${t.cowork.gone}`}
      </p>
    </li>
  );
}

const timeOf = ({ lastActivityAt, createdAt }: CoworkSession): number | null => lastActivityAt ?? createdAt;
