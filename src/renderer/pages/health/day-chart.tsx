import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { useParentSize } from '@visx/responsive';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import { TooltipWithBounds } from '@visx/tooltip';
import { useState } from 'react';
import { formatCount, formatDay } from '../../strings/index.ts';
import { dateOf, type Day } from './days.ts';
import styles from './health.module.css';

/** Pixels: room for the counts, for the days, and for the upper half of the topmost count. */
const [LEFT, BOTTOM, TOP] = [32, 24, 8];
const WIDEST_BAR = 28;
/** A day's words and the gap to the next, in pixels. */
const LABEL = 56;
const LABEL_AND_GAP = LABEL + 24;
/** About as many lines as the height has room for. */
const LINES = 4;

interface Props {
  days: readonly Day[];
  /** From the axis upwards. */
  kinds: readonly string[];
  fillOf: (index: number) => string;
  nameOf: (kind: string) => string;
  /** What the picture says, for who does not see it. */
  label: string;
}

/** Bars by day, stacked by kind, as wide as there is room. Under the pointer, a day says its numbers. */
export function DayChart({ label, ...bars }: Props) {
  const { parentRef, width, height } = useParentSize({ debounceTime: 0 });
  return (
    <div ref={parentRef} className={styles['chart']} role="img" aria-label={label}>
      {width > LEFT && height > TOP + BOTTOM && <Picture {...bars} width={width} height={height} />}
    </div>
  );
}

function Picture({
  days,
  kinds,
  fillOf,
  nameOf,
  width,
  height,
}: Omit<Props, 'label'> & Record<'width' | 'height', number>) {
  const [active, setActive] = useState<string | null>(null);
  const [x, y] = [xOf(days, width), yOf(days, height)];
  const [step, floor] = [x.step(), height - BOTTOM];
  const leftOf = (day: string): number => (x(day) ?? 0) - (step - x.bandwidth()) / 2;
  const counts = y.ticks(LINES).filter((count) => Number.isInteger(count));
  const shown = days.find(({ day }) => day === active);
  return (
    <>
      <svg width={width} height={height} onPointerLeave={() => setActive(null)}>
        <GridRows scale={y} left={LEFT} width={width - LEFT} tickValues={counts} stroke="var(--line)" />
        {days.map(({ day }) => (
          <rect
            key={day}
            className={styles['column']}
            x={leftOf(day)}
            y={TOP}
            width={step}
            height={floor - TOP}
            onPointerEnter={() => setActive(day)}
          />
        ))}
        <BarStack
          className={styles['bars'] ?? ''}
          data={[...days]}
          keys={[...kinds]}
          value={(day, kind) => day.counts[kind] ?? 0}
          x={({ day }) => day}
          xScale={x}
          yScale={y}
          color={(kind) => fillOf(kinds.indexOf(kind))}
        />
        <AxisBottom
          scale={x}
          top={floor}
          tickValues={labelled(days, leftOf, step, width)}
          tickFormat={(day) => formatDay(dateOf(day))}
          hideTicks
          stroke="var(--line-2)"
        />
        <AxisLeft
          scale={y}
          left={LEFT}
          tickValues={counts}
          tickFormat={(count) => formatCount(Number(count))}
          hideTicks
          hideAxisLine
        />
      </svg>
      {shown !== undefined && (
        // Measured anew for each day, so that it stays within the chart.
        <TooltipWithBounds
          key={shown.day}
          className={styles['card'] ?? ''}
          left={leftOf(shown.day) + step}
          top={0}
          unstyled
        >
          <p className={styles['cardDay']}>{formatDay(dateOf(shown.day))}</p>
          {kinds.map((kind) => {
            const count = shown.counts[kind];
            return count === undefined ? null : (
              <p key={kind}>
                <span className={styles['count']}>{formatCount(count)}</span> {nameOf(kind)}
              </p>
            );
          })}
        </TooltipWithBounds>
      )}
    </>
  );
}

/** A fifth of each day's room stays free; more where the bar would get too wide. */
function xOf(days: readonly Day[], width: number) {
  const room = width - LEFT;
  const padding = Math.max(0.2, 1 - (WIDEST_BAR * days.length) / room);
  const domain = days.map(({ day }) => day);
  return scaleBand({ domain, range: [LEFT, width], paddingInner: padding, paddingOuter: padding / 2 });
}

function yOf(days: readonly Day[], height: number) {
  const most = Math.max(1, ...days.map(({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0)));
  return scaleLinear<number>({ domain: [0, most], range: [height - BOTTOM, TOP], nice: LINES });
}

/** The days that are named below the bars: as many as have room, from the last that fits. */
function labelled(days: readonly Day[], leftOf: (day: string) => number, step: number, width: number): string[] {
  const fitting = days
    .map(({ day }) => ({ day, middle: leftOf(day) + step / 2 }))
    .filter(({ middle }) => middle >= LABEL / 2 && middle + LABEL / 2 <= width);
  const every = Math.ceil(LABEL_AND_GAP / step);
  return fitting.filter((_, i) => (fitting.length - 1 - i) % every === 0).map(({ day }) => day);
}
