import { accessSync, constants, mkdirSync } from 'node:fs';
import type { Problem, Session } from '../shared/model.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { localWorld } from '../engine/local-world.ts';
import type { World } from '../engine/world.ts';
import { Failure } from './failure.ts';
import type { GlobalOptions } from './options.ts';
import { plain } from './output.ts';

export interface Context {
  world: World;
  engine: Engine;
  options: GlobalOptions;
  json: boolean;
}

/** Opens the engine, and first finishes what a crash interrupted. */
export async function openContext(options: GlobalOptions): Promise<Context> {
  const world = localWorld({
    home: options.home,
    platform: options.platform,
    dataRoots: options.dataRoot,
    configDirs: options.configDir,
    stateDir: options.stateDir,
  });
  const engine = createEngine(world);
  const recoveries = await engine.recover();
  if (recoveries.length > 0) {
    const { complain } = await import('./layout.ts');
    for (const { sentence } of recoveries) complain(plain(sentence));
  }
  return { world, engine, options, json: options.json ?? false };
}

/** Before anything is changed: whether the receipt of it can be kept. Throws Failure. */
export function requireStateDir({ stateDir }: World): void {
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    accessSync(stateDir, constants.W_OK);
  } catch {
    throw new Failure(
      `Nothing was changed: Ghostlight may not write into ${stateDir}, where it keeps what an undo needs. Choose another folder with --state-dir.`,
    );
  }
}

/** Says which folders could not be looked into, so that nobody takes the answer for whole; it makes the exit code 1. Throws Failure. */
export async function refuseHalfAnswer(problems: readonly Problem[]): Promise<void> {
  const unread = problems.filter((problem) => problem.unread === true);
  if (unread.length === 0) return;
  const { complain } = await import('./layout.ts');
  for (const { path, problem } of unread) complain(plain(`${path} ${problem}; what is in it is not counted.`));
  throw new Failure('');
}

/** A conversation by its id, by an unambiguous beginning of at least four characters, or by `local_<id>`. Throws Failure. */
export function findSession(sessions: Iterable<Session>, wanted: string): Session {
  const all = [...sessions];
  const id = wanted.toLowerCase().replace(/^local_/, '');
  const exact = all.find(
    (session) => session.id === id || session.records.some((path) => path.includes(`local_${id}.`)),
  );
  if (exact !== undefined && id.length === 36) return exact;
  const matches = id.length < 4 ? [] : all.filter((session) => session.id.startsWith(id));
  const [match] = matches;
  if (match === undefined) {
    const least = id.length < 4 ? 'Give at least four characters of its id. ' : '';
    throw new Failure(
      `There is no conversation ${wanted === '' ? 'without an id' : wanted}. ${least}\`ghostlight scan --all\` lists every one with its id.`,
    );
  }
  if (matches.length > 1) {
    const ids = matches.slice(0, 5).map((session) => session.id);
    throw new Failure(
      `${wanted} could be any of ${matches.length} conversations (${ids.join(', ')}${matches.length > 5 ? ' …' : ''}): give more of the id.`,
    );
  }
  return match;
}
