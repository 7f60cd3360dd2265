import type { Answers, Events, Operation, Request } from '../../src/shared/contract.ts';
import {
  entryKinds,
  type Branch,
  type FoundInAgent,
  type LayoutGrowth,
  type OutlineItem,
  type ReaderEntry,
  type ReaderFacts,
  type ReaderPart,
} from '../../src/shared/reading.ts';
import type { FakeApi } from './fake-api.ts';
import { failure } from './fake-failure.ts';

type Replies = { [K in Operation]?: (request: Request<K>) => Answers[K] | Promise<Answers[K]> };

const START = Date.UTC(2026, 10, 3, 9, 0);

/** A uuid that says which entry it is of. */
export const entryUuid = (entry: number): string => `00000000-0000-4000-9000-${String(entry).padStart(12, '0')}`;

const excerpted = (text: string, part: string | null = null, length = text.length) => ({ text, length, part });

interface Base {
  uuid: string;
  at: number;
  entry: number;
}

/** Entries of the end that are read ahead; of the first few of them it is not certain what they are. */
const TAIL = 120;
const UNCERTAIN = 7;

/** What each entry has, a minute apart from the one before it. */
const base = (entry: number): Base => ({ entry, uuid: entryUuid(entry), at: START + entry * 60_000 });

export const prompt =
  (text: string) =>
  (entry: number): ReaderEntry => ({
    ...base(entry),
    kind: 'prompt',
    how: 'typed',
    text: excerpted(text),
    media: [],
  });

export const reply =
  (text: string) =>
  (entry: number): ReaderEntry => ({
    ...base(entry),
    kind: 'reply',
    text: excerpted(text),
    media: [],
    model: 'claude-opus-4-7',
    message: `msg_${entry}`,
    opens: true,
    cutOff: false,
  });

export const shell =
  (command: string, output: string) =>
  (entry: number): ReaderEntry => ({
    ...base(entry),
    kind: 'tool',
    name: 'Bash',
    status: 'done',
    about: command,
    view: {
      is: 'command',
      command: excerpted(command),
      description: null,
      stdout: excerpted(output),
      stderr: excerpted(''),
      background: false,
      exit: null,
    },
    input: excerpted(JSON.stringify({ command }, null, 2)),
    output: excerpted(output),
    media: [],
    durationMs: 1200,
    model: 'claude-opus-4-7',
    message: `msg_${entry}`,
    opens: true,
  });

export const agentCall =
  (agent: string | null) =>
  (entry: number): ReaderEntry => ({
    ...base(entry),
    kind: 'tool',
    name: 'Task',
    status: 'done',
    about: 'Look for usages',
    view: {
      is: 'agent',
      type: 'Explore',
      description: 'Look for usages',
      prompt: excerpted('Look for all usages of the cart.'),
      agent,
      result: excerpted('There are three.'),
      tokens: 12_000,
      toolUses: 4,
      durationMs: 65_000,
    },
    input: excerpted('{}'),
    output: excerpted('There are three.'),
    media: [],
    durationMs: 65_000,
    model: 'claude-opus-4-7',
    message: `msg_${entry}`,
    opens: true,
  });

export const metadata =
  (name: string) =>
  (entry: number): ReaderEntry => ({
    ...base(entry),
    kind: 'metadata',
    name,
    json: excerpted(`{ "type": "${name}" }`),
  });

export type MakeEntry = (entry: number) => ReaderEntry;

export const entriesOf = (...makers: readonly MakeEntry[]): ReaderEntry[] => makers.map((make, entry) => make(entry));

/** What tests have that are about something else. */
export const shortConversation = (): ReaderEntry[] =>
  entriesOf(
    prompt('Refactor the checkout flow into smaller steps.'),
    reply('I will start with the cart.'),
    shell('npm test', '12 passed'),
    reply('All tests pass.'),
  );

/** A long conversation: prompts, replies and commands by turns. */
export const longConversation = (turns: number): ReaderEntry[] =>
  entriesOf(
    ...Array.from({ length: turns }, (_, turn) => [
      prompt(`Question ${turn + 1}: what about part ${turn + 1}?`),
      reply(`Answer ${turn + 1}.\n\n${'Some words that fill a line or two of it. '.repeat(1 + (turn % 7))}`),
      shell(`ls part-${turn + 1}`, `file-${turn + 1}.txt\n`.repeat(1 + (turn % 4))),
    ]).flat(),
  );

const FACTS: ReaderFacts = {
  models: [{ model: 'claude-opus-4-7', messages: 3 }],
  prompts: 2,
  replies: 3,
  tools: [{ name: 'Bash', uses: 1204, failed: 2 }],
  tokens: { input: 12_345, output: 6_789, cacheRead: 3_200_000, cacheWrite: 45_000 },
  contextTokens: 81_000,
  costUsd: 4.1,
  startedAt: START,
  endedAt: START + 7_200_000,
  workedMs: 3_900_000,
  branches: ['main'],
  files: [{ path: '/home/ana/shop/cart.ts', added: 12, removed: 4 }],
  subagents: [],
  queued: [],
  compactions: 0,
  forkedFrom: null,
  continuedIn: null,
  complete: true,
};

interface FakeConversation {
  entries: ReaderEntry[];
  branches?: Branch[];
  /** Entries that are known at first; the rest comes by `readOn`. */
  readAtFirst?: number;
  facts?: Partial<ReaderFacts>;
  parts?: Record<string, ReaderPart>;
  /** Subagents' own conversations. */
  agents?: Record<string, ReaderEntry[]>;
}

/** The engine's side of the reader, over entries that a test wrote. */
export class FakeReader {
  readonly entries: ReaderEntry[];
  branches: Branch[];
  /** Readings that are open. */
  readonly open = new Map<string, ReaderEntry[]>();
  #known: number;
  #opened = 0;
  readonly #given: FakeConversation;

  constructor(given: FakeConversation) {
    this.#given = given;
    this.entries = given.entries;
    this.branches = given.branches ?? [];
    this.#known = given.readAtFirst ?? given.entries.length;
  }

  readonly replies: Replies = {
    'reader.open': ({ agent }) => {
      this.#opened += 1;
      const reading = `reading-${this.#opened}`;
      const entries = agent === null ? this.entries : this.#given.agents?.[agent];
      if (entries === undefined) throw failure('not-found', 'That subagent is not here.');
      this.open.set(reading, entries);
      const known = agent === null ? this.#known : entries.length;
      return { reading, layout: this.#growth(reading, 0, known), entries: entries.slice(0, Math.min(known, 50)) };
    },
    'reader.tail': () => {
      if (this.entries.length <= TAIL) return null;
      this.#opened += 1;
      const reading = `reading-${this.#opened}`;
      const entries = this.entries.slice(-TAIL).map((entry, place) => ({ ...entry, entry: place }));
      this.open.set(reading, entries);
      return { reading, layout: this.#growth(reading, 0, TAIL), first: UNCERTAIN, entries };
    },
    'reader.close': ({ reading }) => {
      this.open.delete(reading);
      return null;
    },
    'reader.entries': ({ reading, from, count }) => this.#of(reading).slice(from, from + count),
    'reader.part': ({ part }) => {
      const found = this.#given.parts?.[part];
      if (found === undefined) throw failure('not-found', 'There is no such part.');
      return found;
    },
    'reader.outline': ({ reading }) => this.#of(reading).flatMap(outlined),
    'reader.facts': () => ({ ...FACTS, ...this.#given.facts }),
    'reader.find': ({ reading, query, matchCase }) => {
      const entries = this.#of(reading);
      const found = (entries === this.entries ? entries.slice(0, this.#known) : entries)
        .map((entry) => ({
          entry: entry.entry,
          count: countIn(entry, query, matchCase),
          folded: entry.kind === 'tool',
        }))
        .filter(({ count }) => count > 0);
      const complete = this.#known === this.entries.length;
      return { found, total: found.reduce((sum, { count }) => sum + count, 0), complete };
    },
    'reader.findInAgents': ({ reading, query, matchCase }) => this.#inAgents(this.#of(reading), [], query, matchCase),
    'reader.locate': ({ reading, uuid }) => ({
      entry: this.#of(reading).find((entry) => entry.uuid === uuid)?.entry ?? null,
    }),
  };

  /** The service was started again: it knows no reading any more. */
  forget(): void {
    this.open.clear();
  }

  /** Reads on, or lets the file grow: all readings hear of it. */
  grow(api: FakeApi, makers: readonly MakeEntry[] = [], changed: number[] = []): void {
    const from = this.#known;
    for (const make of makers) this.entries.push(make(this.entries.length));
    this.#known = this.entries.length;
    for (const [reading, entries] of this.open) {
      if (entries === this.entries) api.emit('reader.grew', { ...this.#growth(reading, from, this.#known), changed });
    }
  }

  #inAgents(entries: ReaderEntry[], way: string[], query: string, matchCase: boolean): FoundInAgent[] {
    return entries.flatMap((call) => {
      const agent = call.kind === 'tool' && call.view.is === 'agent' ? call.view.agent : null;
      const own = this.#given.agents?.[agent ?? ''];
      if (agent === null || own === undefined) return [];
      const path = [...way, call.uuid ?? ''];
      const hits = own.filter((entry) => countIn(entry, query, matchCase) > 0);
      const count = hits.reduce((sum, entry) => sum + countIn(entry, query, matchCase), 0);
      const first = hits[0]?.uuid ?? '';
      const here = count === 0 ? [] : [{ agent, type: null, description: agent, count, path: [...path, first] }];
      return [...here, ...this.#inAgents(own, path, query, matchCase)];
    });
  }

  #growth(reading: string, from: number, to: number): Events['reader.grew'] {
    const entries = this.#of(reading).slice(from, to);
    return {
      reading,
      from,
      kinds: entries.map(({ kind }) => entryKinds.indexOf(kind)),
      times: entries.map(({ at }) => at ?? 0),
      lengths: entries.map((entry) => textOf(entry).length),
      changed: [],
      branches: this.branches,
      read: { bytes: to * 1000, of: this.entries.length * 1000, done: to >= this.#of(reading).length },
      leftOut: { lines: 0, bytes: 0, duplicates: 0 },
    } satisfies LayoutGrowth;
  }

  #of(reading: string): ReaderEntry[] {
    const entries = this.open.get(reading);
    if (entries === undefined) throw failure('stale', 'It is not open.');
    return entries;
  }
}

const outlined = (entry: ReaderEntry): OutlineItem[] =>
  entry.kind === 'prompt' ? [{ entry: entry.entry, at: entry.at, text: entry.text.text }] : [];

/** What a search looks in. */
function textOf(entry: ReaderEntry): string {
  switch (entry.kind) {
    case 'prompt':
    case 'reply':
      return entry.text.text;
    case 'tool':
      return `${entry.about}\n${entry.output?.text ?? ''}`;
    case 'metadata':
      return entry.json.text;
    default:
      return '';
  }
}

function countIn(entry: ReaderEntry, query: string, matchCase: boolean): number {
  const [text, words] = matchCase ? [textOf(entry), query] : [textOf(entry).toLowerCase(), query.toLowerCase()];
  return text.split(words).length - 1;
}
