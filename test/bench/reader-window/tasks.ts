import type { CDPSession } from 'playwright';

/** What is wanted of an event of a trace; times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  tdur?: number;
}

const TASK = 'ThreadControllerImpl::RunTask';
/** The tracing itself begins with a long one. */
const FIRST_US = 500_000;

/**
 * The longest task of the page's main thread while `work` runs: milliseconds of its own work. What other programs take of the
 * processor is not counted, so that the figure says something on a busy machine as well.
 */
export async function slowestTask(session: CDPSession, work: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  const main = mainThread(events);
  const tasks = events.filter(
    ({ name, ph, tid, pid }) => name === TASK && ph === 'X' && tid === main.tid && pid === main.pid,
  );
  const begun = Math.min(...tasks.map(({ ts }) => ts));
  const durations = tasks.filter(({ ts }) => ts > begun + FIRST_US).map(({ tdur }) => tdur ?? 0);
  return Math.max(0, ...durations) / 1000;
}

/** The thread that runs the page's scripts most often. */
function mainThread(events: readonly TraceEvent[]): { pid: number; tid: number } {
  const calls = new Map<string, number>();
  for (const { name, pid, tid } of events) {
    if (name === 'FunctionCall') calls.set(`${pid} ${tid}`, (calls.get(`${pid} ${tid}`) ?? 0) + 1);
  }
  const [busiest] = [...calls].sort((a, b) => b[1] - a[1])[0] ?? ['0 0'];
  const [pid = 0, tid = 0] = busiest.split(' ').map(Number);
  return { pid, tid };
}
