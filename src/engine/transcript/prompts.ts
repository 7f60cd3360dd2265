import { textOf } from './line.ts';
import type { Line } from './line.ts';
import { oneLine } from './one-line.ts';
import { readUserLine } from './prompt.ts';

const WARM_UP = 'Warmup';

interface Ask {
  uuid: string | null;
  /** Of this session, and not copied from another. */
  own: boolean;
}

/** Counts what the person asked on the main chain. Lines that were written twice count once (transcripts.md, section 5). */
export class Prompts {
  /** The first text that the person wrote. */
  firstText: string | null = null;
  firstCommand: string | null = null;
  /** Whether the person asked anything; a slash command alone is nothing to come back to. */
  any = false;
  isWarmUp = false;

  readonly #session: string;
  readonly #seen = new Set<string>();
  readonly #asks = new Set<Ask>();
  /** A slash command that may yet turn out to have asked Claude nothing. */
  #command: Ask | null = null;

  /** `session` is the file's name: lines that name another session were copied from it, and are not its turns. */
  constructor(session: string) {
    this.#session = session;
  }

  get turns(): number {
    let turns = 0;
    for (const ask of this.#asks) if (ask.own) turns++;
    return turns;
  }

  get uuids(): string[] {
    return [...this.#asks].map((ask) => ask.uuid).filter((uuid) => uuid !== null);
  }

  /** Takes in a `user` line of the main chain. */
  see(line: Line): void {
    const said = readUserLine(line);
    if (said.is === 'other' || said.is === 'interruption') return;
    if (said.is === 'command-output') return this.#forgetCommand();
    if (said.is === 'command') {
      this.firstCommand ??= oneLine(said.name ?? '');
      this.#command = this.#count(line);
      return;
    }
    this.#command = null;
    if (!this.any) this.isWarmUp = said.text === WARM_UP;
    this.any = true;
    this.firstText ??= oneLine(said.text ?? '');
    this.#count(line);
  }

  /** `/compact`, `/model` and their like print something and leave Claude alone: no turn. */
  #forgetCommand(): void {
    if (this.#command !== null) this.#asks.delete(this.#command);
    this.#command = null;
  }

  #count(line: Line): Ask | null {
    const uuid = textOf(line, 'uuid');
    if (uuid !== null && this.#seen.has(uuid)) return null;
    if (uuid !== null) this.#seen.add(uuid);
    const session = textOf(line, 'sessionId');
    const ask = { uuid, own: session === null || session === this.#session };
    this.#asks.add(ask);
    return ask;
  }
}
