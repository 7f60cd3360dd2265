import type { Cause, Scan, Session } from '../../shared/model.ts';
import type { Context } from '../context.ts';
import { complain, formatDay, paint, plain, plural, print, printJson, printTable } from '../output.ts';
import { startProgress } from '../progress.ts';
import { CAUSES, projectName, STATUSES, whyMissing } from '../words.ts';

export async function scanCommand({ engine, json }: Context, { all }: { all: boolean }): Promise<void> {
  const progress = startProgress('Reading conversations');
  const scan = await engine.scan({ onProgress: progress.report });
  progress.end();
  if (json) printJson(scan);
  else printScan(scan, all);
}

/** Conversations of the terminal, an editor or a program are not missing from a sidebar that never had them. */
const isNeverListed = ({ status, cause }: Session): boolean => status === 'ghost' && cause === 'never-listed';

export function printScan(scan: Scan, all: boolean): void {
  const ghosts = scan.sessions.filter((session) => session.status === 'ghost' && !isNeverListed(session));
  printHeadline(scan, ghosts);
  printSessions(all ? scan.sessions : ghosts);
  printOthers(scan);
  for (const { path, problem } of scan.problems) complain(paint.dim(`Note: ${plain(path)} ${plain(problem)}`));
}

function printHeadline({ dataRoots, sessions }: Scan, ghosts: readonly Session[]): void {
  if (dataRoots.length === 0) {
    print('No profile of Claude Desktop was found in this home folder.');
    if (sessions.length > 0)
      print(`${plural(sessions.length, 'conversation is', 'conversations are')} on this disk, safe and readable.`);
  } else if (ghosts.length === 0) {
    const listed = sessions.filter(({ status }) => status === 'listed').length;
    print(
      paint.green(`Nothing is missing: ${plural(listed, 'conversation is', 'conversations are')} in Claude’s sidebar.`),
    );
  } else {
    print(
      paint.bold(
        `${plural(ghosts.length, 'conversation is', 'conversations are')} missing from Claude’s sidebar. Nothing is lost: they are on this disk.`,
      ),
    );
    print(`${mainCause(ghosts)} Bring them back with: ghostlight restore --all`);
  }
  print();
}

function mainCause(ghosts: readonly Session[]): string {
  const counts = new Map<Cause, number>();
  for (const { cause } of ghosts) if (cause !== null) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  const causes = [...counts].sort((a, b) => b[1] - a[1]).map(([cause, n]) => `${CAUSES[cause]} (${n})`);
  return `Why: ${causes.join(', ')}.`;
}

function printSessions(sessions: readonly Session[]): void {
  const rows = sessions.map((session) => [
    session.id.slice(0, 8),
    session.title,
    projectName(session.originCwd ?? session.cwd),
    formatDay(session.lastActivityAt),
    whyMissing(session),
  ]);
  printTable(
    [
      { head: 'id', width: 10 },
      { head: 'conversation', share: 5 },
      { head: 'project', share: 2 },
      { head: 'last used', width: 14 },
      { head: 'why', share: 3 },
    ],
    rows,
  );
  if (rows.length > 0) print();
}

function printOthers({ sessions, cowork }: Scan): void {
  const parts = (['listed', 'archived', 'deleted', 'unavailable'] as const)
    .map((status) => ({ status, n: sessions.filter((session) => session.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ status, n }) => `${n.toLocaleString()} ${STATUSES[status]}`);
  const never = sessions.filter(isNeverListed).length;
  if (never > 0) parts.push(`${never.toLocaleString()} ${CAUSES['never-listed']}`);
  if (cowork.length > 0) parts.push(plural(cowork.length, 'Cowork task', 'Cowork tasks'));
  if (parts.length > 0) print(paint.dim(`Also here: ${parts.join(' · ')}. See all with: ghostlight scan --all`));
}
