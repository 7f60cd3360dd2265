import { setTimeout } from 'node:timers/promises';
import type { Settings } from '../../shared/contract.ts';
import type { Problem } from '../../shared/model.ts';
import type { ExportResult } from '../../shared/reading.ts';
import { createEngine } from '../engine.ts';
import { diagnoseInstallation } from '../inventory/doctor.ts';
import { AnswerFailure } from './answer.ts';
import { AppMemory } from './app-memory.ts';
import { Desk } from './desk.ts';
import { Exports, type ExportOrder } from './exports.ts';
import type { Emit, EngineHandlers, ServiceOptions } from './options.ts';
import { Readings, type ReaderHandlers } from './readings.ts';
import { Serial } from './serial.ts';
import { evidenceOf } from './session-evidence.ts';
import { nothingSeen, Site } from './site.ts';
import { StateKeeper } from './state.ts';
import { whereToLook } from './where.ts';

export interface Service {
  handlers: EngineHandlers;
  /** The transcript of a conversation that is shown; null where there is none. */
  pathOf: (id: string) => string | null;
  /** Folders that the person added, all of them. Resolves when they have been looked at. */
  setFolders: (folders: Settings['folders']) => Promise<void>;
  /** Throws AnswerFailure, and DestinationError where nothing can go into the folder. */
  export: (order: ExportOrder) => Promise<ExportResult>;
  cancelExport: () => void;
  /** Once the disk has been looked at: makes ready what the first click of a person would wait for. */
  warmUp: () => Promise<void>;
  dispose: () => Promise<void>;
}

/** How a service goes on where one before it died. */
export interface Continuation {
  /** The newest revision that a face may have seen. */
  revision: number;
  problems: Problem[];
}

/** A person reads the list before they open anything. */
const BEFORE_READING_MS = 600;

const BEGINNING: Continuation = { revision: 0, problems: [] };

/**
 * The engine as a face uses it: it keeps a state that follows the disk, and holds plans between showing and doing.
 * Looks at once. Throws FolderError where a folder of the options is not there.
 */
export function createService(options: ServiceOptions, emit: Emit, from: Continuation = BEGINNING): Service {
  const { can, version, folders = [] } = options;
  const rest = {
    ...nothingSeen(whereToLook(options, folders)),
    sample: false,
    nothingIn: null,
    now: null,
    can,
    version,
  };
  const serial = new Serial();
  const desk = new Desk(emit, serial);
  const keeper = new StateKeeper(from.revision, rest, emit);
  const site = new Site(options, from.problems, keeper, serial);
  let isDisposed = false;
  const readings = new Readings(site, (growth) => emit('reader.grew', growth));
  const exports = new Exports(site, keeper, version, emit);
  // Their files are another home's once another is shown.
  const leave = (): Promise<unknown> => Promise.all([readings.stop(), exports.stop()]);
  return {
    handlers: { ...createHandlers(site, desk, keeper, serial, leave), ...readings.handlers },
    export: (order) => exports.run(order),
    cancelExport: () => exports.cancel(),
    pathOf: (id) => keeper.sessions.find((session) => session.id === id)?.transcript ?? null,
    setFolders: (next) => {
      desk.clear();
      return site.setFolders(next);
    },
    warmUp: async () => {
      await site.inventory().catch(() => null);
      await setTimeout(BEFORE_READING_MS, null, { ref: false });
      const newest = keeper.sessions.find(({ transcript }) => transcript !== null);
      if (!isDisposed) await readings.warmUp(newest?.transcript ?? null);
    },
    dispose: async () => {
      isDisposed = true;
      desk.cancel();
      await leave();
      await site.dispose();
    },
  };
}

type OwnHandlers = Omit<EngineHandlers, keyof ReaderHandlers>;

function createHandlers(
  site: Site,
  desk: Desk,
  keeper: StateKeeper,
  serial: Serial,
  leave: () => Promise<unknown>,
): OwnHandlers {
  const switches = new Serial();
  const apps = new AppMemory();
  return {
    'state.get': () => keeper.state,
    'state.refresh': () => site.refresh().then(() => null),
    'sample.show': ({ on }) =>
      switches.run(async () => {
        desk.refuseWhileWriting();
        if (on === site.isSample) return null;
        desk.clear();
        await leave();
        await site.showSample(on);
        return null;
      }),
    'session.evidence': async ({ id }) => {
      const { conversation, inventory } = await site.conversation(id);
      return evidenceOf(conversation, inventory);
    },
    'restore.plan': async (request) => desk.plan(site.world(), await site.inventory(), request),
    'restore.apply': ({ plan }) => thenLook(site, () => desk.apply(site.world(), plan)),
    'restore.cancel': () => {
      desk.cancel();
      return null;
    },
    'receipts.list': () => serial.run(() => createEngine(site.world()).receipts()),
    'undo.plan': ({ receipt }) => desk.planUndo(site.world(), receipt),
    'undo.apply': ({ receipt }) => thenLook(site, () => desk.undo(site.world(), receipt)),
    doctor: async () => {
      const inventory = await site.inventory();
      const app = await apps.of(site.world(), inventory);
      return diagnoseInstallation(inventory, { claudeRunning: keeper.rest.claudeRunning, app });
    },
  };
}

/** The state is the new one before the answer arrives, also where the work failed half-way. */
async function thenLook<T>(site: Site, work: () => Promise<T>): Promise<T> {
  try {
    const done = await work();
    await site.look();
    return done;
  } catch (error) {
    // What was refused before it began changed nothing, and whoever asked is not kept waiting.
    if (!(error instanceof AnswerFailure)) await site.look();
    throw error;
  }
}
