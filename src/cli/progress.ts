import type { Ora } from 'ora';

/** A line on stderr that counts, on a terminal only and only where the work is long enough to wait for. */
export interface Progress {
  report: (done: number, total: number) => void;
  end: () => void;
}

const LONG_MS = 300;

export function startProgress(what: string): Progress {
  if (!process.stderr.isTTY) return { report: () => undefined, end: () => undefined };
  const startedAt = performance.now();
  let spinner: Promise<Ora> | null = null;
  let text = what;
  let ended = false;
  return {
    report: (done, total) => {
      text = `${what}: ${done.toLocaleString()} of ${total.toLocaleString()}`;
      if (spinner === null && done < total && performance.now() - startedAt > LONG_MS) spinner = startSpinner();
      void spinner?.then((shown) => (shown.text = text));
    },
    end: () => {
      ended = true;
      void spinner?.then((shown) => shown.stop());
    },
  };

  async function startSpinner(): Promise<Ora> {
    const { default: ora } = await import('ora');
    // Ctrl-C must reach us as a signal: ora would read the keyboard itself.
    const made = ora({ text, stream: process.stderr, discardStdin: false });
    return ended ? made : made.start();
  }
}
