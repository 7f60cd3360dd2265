import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LayoutGrowth } from '../../shared/reading.ts';
import { AgentFiles } from '../transcript/reader/agent-files.ts';
import { AnswerFailure } from './answer.ts';
import type { EngineHandlers } from './options.ts';
import type { ReaderRequests, WhereToRead } from './reader/messages.ts';
import { PdfThread } from './pdf/thread.ts';
import { ReaderThread } from './reader/thread.ts';
import type { Site } from './site.ts';

const WARMING_MS = 300;

export type ReaderHandlers = Pick<EngineHandlers, Extract<keyof EngineHandlers, `reader.${string}`>>;

/** Conversations that are open for reading, and the thread that reads them. */
export class Readings {
  readonly handlers: ReaderHandlers;
  readonly #thread: ReaderThread;
  readonly #pdf = new PdfThread();

  constructor(site: Site, onGrowth: (growth: LayoutGrowth) => void) {
    const thread = new ReaderThread((growth) => {
      // Another file may stand in its place.
      if (growth.from === 0) this.#pdf.forget();
      onGrowth(growth);
    });
    this.#thread = thread;
    this.handlers = {
      'reader.open': async ({ id, agent }) => thread.ask('open', whereToRead(await transcriptOf(site, id), agent)),
      'reader.tail': async ({ id }) => thread.ask('tail', whereToRead(await transcriptOf(site, id), null)),
      'reader.close': (request) => thread.ask('close', request),
      'reader.entries': (request) => thread.ask('entries', request),
      'reader.part': (request) => thread.ask('part', request),
      'reader.page': ({ reading, part, page, size }) =>
        this.#pdf.draw({ name: `${reading} ${part}`, read: () => pdfOf(thread, { reading, part }) }, page, size),
      'reader.outline': (request) => thread.ask('outline', request),
      'reader.facts': (request) => thread.ask('facts', request),
      'reader.find': (request) => thread.ask('find', request),
      'reader.findInAgents': (request) => thread.ask('findInAgents', request),
      'reader.locate': (request) => thread.ask('locate', request),
    };
  }

  /**
   * Starts the thread, so that whoever opens the first conversation does not wait for it, and has it read a little of
   * one: code that has run before is several times as fast. Never rejects.
   */
  async warmUp(path: string | null): Promise<void> {
    this.#thread.start();
    if (path === null) return;
    try {
      const { reading } = await this.#thread.ask('open', whereToRead(path, null));
      await setTimeout(WARMING_MS, null, { ref: false });
      await this.#thread.ask('close', { reading });
    } catch {
      // Whoever opens it is told why it cannot be read.
    }
  }

  /** Closes all that is open. */
  async stop(): Promise<void> {
    await Promise.all([this.#thread.stop(), this.#pdf.stop()]);
  }
}

/** The bytes of a document, as base64. */
async function pdfOf(thread: ReaderThread, where: ReaderRequests['part']): Promise<string> {
  const part = await thread.ask('part', where);
  if (part.is === 'media' && part.mediaType === 'application/pdf') return part.data;
  throw new AnswerFailure('not-found', 'There is no such document in this conversation.');
}

async function transcriptOf(site: Site, id: string): Promise<string> {
  const { transcript } = (await site.conversation(id)).conversation;
  if (transcript === null) throw new AnswerFailure('not-found', 'Its conversation is not on this disk.');
  return transcript.path;
}

/** Throws AnswerFailure where there is no such subagent. */
function whereToRead(path: string, agent: string | null): WhereToRead {
  const sessionDir = join(dirname(path), basename(path, '.jsonl'));
  if (agent === null) return { path, sessionDir, run: 'main' };
  const own = new AgentFiles(sessionDir).place(agent, path);
  if (own === null) throw new AnswerFailure('not-found', 'This subagent’s own conversation is not on this disk.');
  return { ...own, sessionDir };
}
