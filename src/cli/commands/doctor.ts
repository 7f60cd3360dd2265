import type { Diagnosis, Finding } from '../../shared/model.ts';
import type { Context } from '../context.ts';
import { paint, plain, print, printJson, printTable } from '../output.ts';
import { startProgress } from '../progress.ts';

export async function doctorCommand({ engine, json }: Context): Promise<void> {
  const progress = startProgress('Reading conversations');
  const diagnosis = await engine.doctor({ onProgress: progress.report });
  progress.end();
  if (json) printJson(diagnosis);
  else printDiagnosis(diagnosis);
}

const MARKS: Readonly<Record<Finding['level'], string>> = {
  good: paint.green('✔'),
  note: paint.dim('•'),
  act: paint.yellow('➜'),
};

function printDiagnosis(diagnosis: Diagnosis): void {
  for (const { level, what, next } of diagnosis.findings) {
    print(`${MARKS[level]} ${plain(what)}`);
    if (next !== null) print(`  ${paint.dim(plain(next))}`);
  }
  print(`\n${RUNNING[String(diagnosis.claudeRunning)] ?? ''}`);
  section('Installations');
  printTable(
    [
      { head: 'folder', share: 5 },
      { head: 'in use', width: 8 },
      { head: 'why', share: 4 },
    ],
    diagnosis.dataRoots.map(({ path, live, evidence }) => [path, live ? 'yes' : 'no', evidence.join(' ')]),
  );
  section('Accounts');
  printTable(
    [
      { head: 'account / organization', share: 5 },
      { head: 'active', width: 8 },
      { head: 'entries', width: 9 },
      { head: 'why', share: 4 },
    ],
    diagnosis.pairs.map((pair) => [
      pair.label ?? `${pair.accountId} / ${pair.organizationId}`,
      pair.active ? 'yes' : 'no',
      String(pair.records),
      pair.evidence.join(' '),
    ]),
  );
  printFaults(diagnosis);
}

const RUNNING: Readonly<Record<string, string>> = {
  true: 'Claude is running.',
  false: 'Claude is not running.',
  null: 'It could not be told whether Claude is running; that counts as running.',
};

const section = (title: string): void => print(`\n${paint.bold(title)}`);

function printFaults({ unloadable, saveErrors, problems }: Diagnosis): void {
  if (unloadable.length > 0) {
    section('Entries that Claude skips');
    for (const { path, reason } of unloadable) print(`  ${plain(path)} ${reason}`);
  }
  if (saveErrors.length > 0) {
    section('Failed saves in Claude’s log');
    printTable(
      [
        { head: 'day', width: 14 },
        { head: 'kind', width: 12 },
        { head: 'times', share: 1 },
      ],
      saveErrors.map(({ day, kind, count }) => [day, kind, String(count)]),
    );
  }
  if (problems.length > 0) {
    section('Left open');
    for (const { path, problem } of problems) print(`  ${plain(path)} ${plain(problem)}`);
  }
}
