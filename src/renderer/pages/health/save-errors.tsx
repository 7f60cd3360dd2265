import type { LogErrorCount } from '../../../shared/model.ts';
import { formatCount, formatDay, t } from '../../strings/index.ts';
import { Disclosure } from '../../ui/index.ts';
import { DayChart } from './day-chart.tsx';
import { dateOf, daysOf, kindsOf } from './days.ts';
import styles from './health.module.css';

/** Told apart by lightness and by the words of the legend and the tooltip, in this order from the axis upwards. */
const FILLS = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)'];
const fillOf = (index: number): string => FILLS[Math.min(index, FILLS.length - 1)] ?? '';

const nameOf = (kind: string): string => t.health.errorKinds[kind] ?? t.health.otherError(kind);

/** How often Claude could not save, day by day: a picture, and the same as a table. */
export function SaveErrors({ errors }: { errors: readonly LogErrorCount[] }) {
  const days = daysOf(errors);
  const kinds = kindsOf(errors);
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const total = errors.reduce((sum, { count }) => sum + count, 0);
  const sum = t.health.saveErrorsSum(total, new Set(errors.map(({ day }) => day)).size);
  return (
    <>
      <p className={styles['sum']}>{sum}</p>
      <DayChart
        days={days}
        kinds={kinds}
        fillOf={fillOf}
        nameOf={nameOf}
        label={t.health.chartOf(sum, formatDay(dateOf(first.day)), formatDay(dateOf(last.day)))}
      />
      {kinds.length > 0 && (
        <ul className={styles['legend']} aria-hidden>
          {kinds.map((kind, i) => (
            <li key={kind}>
              <span className={styles['swatch']} data-fill={Math.min(i, FILLS.length - 1)} />
              {nameOf(kind)}
            </li>
          ))}
        </ul>
      )}
      <Disclosure summary={t.health.asTable}>
        <Table errors={errors} />
      </Disclosure>
    </>
  );
}

function Table({ errors }: { errors: readonly LogErrorCount[] }) {
  const rows = errors.toSorted((a, b) => b.day.localeCompare(a.day) || b.count - a.count);
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t.health.day}</th>
          <th scope="col">{t.health.kindOf}</th>
          <th scope="col">{t.health.count}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ day, kind, count }) => (
          <tr key={`${day} ${kind}`}>
            <th scope="row">{formatDay(dateOf(day))}</th>
            <td>
              {nameOf(kind)} <code>{kind}</code>
            </td>
            <td>{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
