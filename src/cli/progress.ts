import type { Ora } from 'ora';

/** A line on stderr that counts, on a terminal only and only where the work is long enough to wait for. */
export interface Progress {
  report: (done: number, total: number) => void;
  end: () => void;
}

const LONG_WORK = 50;

export function startProgress(what: string): Progress {
  if (!process.stderr.isTTY) return { report: () => undefined, end: () => undefined };
  let spinner: Ora | null = null;
  let loading = false;
  let latest = what;
  let ended = false;
  return {
    report: (done, total) => {
      latest = `${what} ${done.toLocaleString()} of ${total.toLocaleString()}`;
      if (spinner !== null) spinner.text = latest;
      else if (!loading && total - done > LONG_WORK) {
        loading = true;
        void import('ora').then(({ default: ora }) => {
          if (!ended) spinner = ora({ text: latest, stream: process.stderr }).start();
        });
      }
    },
    end: () => {
      ended = true;
      spinner?.stop();
    },
  };
}
