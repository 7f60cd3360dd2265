import type { Answer, Events, Operation, Settings } from '../../shared/contract.ts';
import type { ServiceOptions } from './options.ts';
import type { ExportOrder } from './exports.ts';
import type { Continuation } from './service.ts';

/** What crosses between the thread of a face and the thread of the service. Everything here is plain data. */

export interface ServiceStart {
  options: ServiceOptions;
  from: Continuation;
}

/** The number comes back with the reply. */
export type Call =
  | { number: number; kind: 'ask'; operation: string; request: unknown }
  | { number: number; kind: 'path-of'; id: string }
  | { number: number; kind: 'set-folders'; folders: Settings['folders'] }
  | { number: number; kind: 'export'; order: ExportOrder }
  | { number: number; kind: 'cancel-export' }
  | { number: number; kind: 'dispose' };

export type Reply =
  | { kind: 'answer'; number: number; answer: Answer<Operation> }
  | { kind: 'path'; number: number; path: string | null }
  | { kind: 'done'; number: number };

export type Push = { [E in keyof Events]: { kind: 'event'; event: E; payload: Events[E] } }[keyof Events];

/** `failed`: the service could not start, and why, as a sentence; its thread ends. */
export type FromService = Reply | Push | { kind: 'failed'; message: string };
