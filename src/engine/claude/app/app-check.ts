import { Worker } from 'node:worker_threads';
import type { AppCheck, DataRootKind } from '../../../shared/model.ts';
import { describeError } from '../../files.ts';
import type { World } from '../../world.ts';
import { claudeAppProcesses } from '../app-process.ts';
import { listProcesses } from '../process-list.ts';
import { archivePlaces, listPackageFolders, packageVersion } from './app-archive-places.ts';
import type { ArchiveResult, ArchiveTask } from './app-archive-worker.ts';
import { isCheckedBuild, RULE_TEXTS, textsOf } from './app-builds.ts';

/**
 * Asks the installed Claude whether it still keeps its sidebar as this engine describes it
 * (docs/formats/claude-desktop.md 12.1). It reads the app's archive on a thread, once per version; nothing of it is
 * run.
 */

export interface AppCheckOptions {
  /** What kind of profile is in use: it tells which app is meant if there are several. Null if in doubt. */
  rootKind: DataRootKind | null;
  /** Another source of this machine's processes and packages, and another folder for `/`. For tests. */
  list?: typeof listProcesses;
  packages?: () => Promise<string[]>;
  systemRoot?: string;
}

/** Never rejects. The Claude of another computer's home is not on this machine, so it cannot be asked. */
export async function checkInstalledApp(world: World, options: AppCheckOptions): Promise<AppCheck> {
  if (world.foreign) return outcome('not-checked');
  const { rootKind, list = listProcesses, packages = listPackageFolders, systemRoot = '/' } = options;
  const [processes, folders] = await Promise.all([list(), world.platform === 'win32' ? packages() : []]);
  const running = claudeAppProcesses(processes ?? [], world.platform);
  const places = archivePlaces(world, { processes: running, packages: folders, systemRoot, rootKind });
  return judge(await readOnThread({ places, texts: TEXTS, stateDir: world.stateDir }));
}

/** The same app once more, to see whether it is still what it was. Never rejects. */
export async function checkAgain({ archive }: AppCheck, { stateDir, foreign }: World): Promise<AppCheck> {
  if (foreign) return outcome('not-checked');
  return archive === null
    ? outcome('not-found')
    : judge(await readOnThread({ places: [archive], texts: TEXTS, stateDir }));
}

const TEXTS = RULE_TEXTS.map(({ text }) => text);

function judge(result: ArchiveResult): AppCheck {
  if (result === null) return outcome('not-found');
  const { archive } = result;
  if (!result.ok) {
    return outcome('unreadable', { archive, version: packageVersion(archive), problem: result.problem });
  }
  const { version, found } = result.facts;
  const missing = textsOf(version).filter((text) => !found.includes(text));
  if (missing.length > 0) return outcome('unfamiliar', { archive, version, missing });
  return outcome(version !== null && isCheckedBuild(version) ? 'known' : 'familiar', { archive, version });
}

/** From source the worker is TypeScript beside this file; in a bundle it is a file beside the bundle. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './app-archive-worker.ts' : './app-archive-worker.js',
  import.meta.url,
);

function readOnThread(task: ArchiveTask): Promise<ArchiveResult> {
  const failed = (problem: string): ArchiveResult => ({ archive: task.places[0] ?? '', ok: false, problem });
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, { workerData: task, execArgv: [] });
    worker.once('message', (result: ArchiveResult) => resolve(result));
    worker.once('error', (error) => resolve(failed(describeError(error))));
    worker.once('exit', () => resolve(failed('was not read to its end')));
  });
}

interface Facts extends Partial<Pick<AppCheck, 'archive' | 'version' | 'missing'>> {
  problem?: string;
}

function outcome(kind: AppCheck['kind'], facts: Facts = {}): AppCheck {
  const { archive = null, version = null, missing = [], problem = 'cannot be read' } = facts;
  return { kind, archive, version, missing, sentence: sentenceOf(kind, version, problem) };
}

function sentenceOf(kind: AppCheck['kind'], version: string | null, problem: string): string {
  const claude = version === null ? 'Claude' : `Claude ${version}`;
  switch (kind) {
    case 'known':
      return `${claude} is installed. Ghostlight was checked with this version.`;
    case 'familiar':
      return `${claude} is installed. Ghostlight was not checked with this version, but found everything in it that it relies on.`;
    case 'unfamiliar':
      return `${claude} is installed. It may keep its sidebar in another way than Ghostlight knows.`;
    case 'unreadable':
      return `${claude} is installed. It could not be checked whether Ghostlight knows it: its program file ${problem}.`;
    case 'not-found':
      return 'Claude’s program was not found on this computer, so its version could not be checked.';
    case 'not-checked':
      return 'The Claude that uses this home is not on this computer, so its version could not be checked.';
  }
}
