import { useState } from 'react';
import type { Events } from '../../../shared/contract.ts';
import type { ExportOptions, ExportResult } from '../../../shared/reading.ts';
import { ask, on, toAskError, type AskError } from '../../api/index.ts';
import { useStore } from '../../store/index.ts';

/** Where the sheet stands, from the choice to the files. */
export type Step =
  | { at: 'choice' }
  /** `progress` is null until the first conversation is begun: a folder may still be asked for. */
  | { at: 'running'; progress: Events['export.progress'] | null; cancelling: boolean }
  | { at: 'done'; result: ExportResult }
  | { at: 'failed'; error: AskError };

export interface Exporting {
  step: Step;
  /** Those that are on the disk. */
  ids: readonly string[];
  /** How many were chosen and are not. */
  gone: number;
  options: ExportOptions;
  choose: (change: Partial<ExportOptions>) => void;
  run: () => void;
  cancel: () => void;
  /** From the result back to the choice. */
  change: () => void;
}

const FIRST: ExportOptions = {
  format: 'md',
  toolOutput: true,
  thinking: false,
  subagents: true,
  images: true,
  personal: false,
};
/** What was chosen last, for as long as the window is open; but never whose account it is. */
let last = FIRST;

/** Exports these when told to; says how far it is. The folder is asked for by whoever writes the files. */
export function useExport(wanted: readonly string[]): Exporting {
  const [step, setStep] = useState<Step>({ at: 'choice' });
  const [options, setOptions] = useState(last);
  // What is written does not change under the eyes of the person when something leaves the disk.
  const [ids] = useState(() => readable(wanted));

  const choose = (change: Partial<ExportOptions>): void => {
    const next = { ...options, ...change };
    setOptions(next);
    last = { ...next, personal: false };
  };

  const run = (): void => {
    setStep({ at: 'running', progress: null, cancelling: false });
    const end = on('export.progress', (progress) =>
      setStep((now) => (now.at === 'running' ? { ...now, progress } : now)),
    );
    ask('export.run', { ids: [...ids], options })
      .then(
        (result) => setStep(wasCalledOff(result) ? { at: 'choice' } : { at: 'done', result }),
        (error: unknown) => setStep({ at: 'failed', error: toAskError(error) }),
      )
      .finally(end);
  };

  const cancel = (): void => {
    setStep((now) => (now.at === 'running' ? { ...now, cancelling: true } : now));
    ask('export.cancel', {}).catch(() => undefined); // What became of it is the answer of the export itself.
  };

  return {
    step,
    ids,
    gone: wanted.length - ids.length,
    options,
    choose,
    run,
    cancel,
    change: () => setStep({ at: 'choice' }),
  };
}

const readable = (ids: readonly string[]): string[] => {
  const sessions = useStore.getState().live?.sessions;
  return ids.filter((id) => sessions?.get(id)?.hasTranscript === true);
};

/** The person closed the folder dialog: nothing was done, and nothing has to be said. */
const wasCalledOff = ({ folder, cancelled, files, failed }: ExportResult): boolean =>
  folder === null && cancelled && files.length + failed.length === 0;
