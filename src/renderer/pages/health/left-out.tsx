import type { Problem, UnloadableRecord } from '../../../shared/model.ts';
import { useStore } from '../../store/index.ts';
import { formatCount, t } from '../../strings/index.ts';
import { Files } from '../files.tsx';
import { Block } from '../page.tsx';
import styles from './health.module.css';

/** Files and folders that could not be read. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const lines = problems.map(({ path, problem }) => ({ path, words: problem }));
  return (
    <Block name={t.health.problems} why={t.health.problemsWhy}>
      <Files summary={t.health.problemCount(lines.length)} lines={lines} />
    </Block>
  );
}

/** Entries that Claude skips, and why. */
export function Unloadable({ records }: { records: readonly UnloadableRecord[] }) {
  if (records.length === 0) return null;
  const lines = records.map(({ path, reason }) => ({ path, words: reason }));
  return (
    <Block name={t.health.unloadable} why={t.health.unloadableWhy}>
      <Files summary={t.health.unloadableCount(lines.length)} lines={lines} />
    </Block>
  );
}

/** What looks like a conversation and was left out, so that nobody has to wonder about the numbers. */
export function Skipped() {
  const skipped = useStore(({ live }) => live?.skipped ?? null);
  const kinds = Object.entries(skipped ?? {}).filter(([, count]) => count > 0);
  if (kinds.length === 0) return null;
  return (
    <Block name={t.health.skipped} why={t.health.skippedWhy}>
      <ul className={styles['skips']}>
        {kinds.map(([kind, count]) => (
          <li key={kind}>
            <span className={styles['count']}>{formatCount(count)}</span> {t.health.skips[kind] ?? kind}
          </li>
        ))}
      </ul>
    </Block>
  );
}
