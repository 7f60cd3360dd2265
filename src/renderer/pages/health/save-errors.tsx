import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { LogErrorCount } from '../../../shared/model.ts';
import { formatCount, formatDay, t } from '../../strings/index.ts';
import { Disclosure } from '../../ui/index.ts';
import { dateOf, daysOf, kindsOf } from './days.ts';
import styles from './health.module.css';

/** Told apart by lightness and by the words of the legend and the tooltip, in this order from the axis upwards. */
const FILLS = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)'];
const fillOf = (index: number): string => FILLS[Math.min(index, FILLS.length - 1)] ?? '';

const nameOf = (kind: string): string => t.health.errorKinds[kind] ?? t.health.otherError(kind);

const tick = { fill: 'var(--ink-3)', fontSize: 11 };

/** How often Claude could not save, day by day: a picture, and the same as a table. */
export function SaveErrors({ errors }: { errors: readonly LogErrorCount[] }) {
  const days = daysOf(errors);
  const kinds = kindsOf(errors);
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const total = errors.reduce((sum, { count }) => sum + count, 0);
  const sum = t.health.saveErrorsSum(total, new Set(errors.map(({ day }) => day)).size);
  const bars = days.map(({ day, counts }) => ({ day, ...counts }));
  return (
    <>
      <p className={styles['sum']}>{sum}</p>
      <div
        className={styles['chart']}
        role="img"
        aria-label={t.health.chartOf(sum, formatDay(dateOf(first.day)), formatDay(dateOf(last.day)))}
      >
        <ResponsiveContainer>
          <BarChart data={bars} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="day"
              tickFormatter={(day: string) => formatDay(dateOf(day))}
              tick={tick}
              tickLine={false}
              axisLine={{ stroke: 'var(--line-2)' }}
              minTickGap={24}
            />
            <YAxis tick={tick} tickLine={false} axisLine={false} width={32} allowDecimals={false} />
            <Tooltip content={<DayCard />} cursor={{ fill: 'var(--hover)' }} isAnimationActive={false} />
            {kinds.map((kind, i) => (
              <Bar key={kind} dataKey={kind} stackId="all" fill={fillOf(i)} maxBarSize={28} isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
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

interface DayCardProps {
  active?: boolean;
  label?: string | number;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
}

function DayCard({ active = false, label, payload = [] }: DayCardProps) {
  if (!active || typeof label !== 'string') return null;
  return (
    <div className={styles['card']}>
      <p className={styles['cardDay']}>{formatDay(dateOf(label))}</p>
      {payload.map(({ dataKey, value }) =>
        typeof dataKey === 'string' && typeof value === 'number' ? (
          <p key={dataKey}>
            <span className={styles['count']}>{formatCount(value)}</span> {nameOf(dataKey)}
          </p>
        ) : null,
      )}
    </div>
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
