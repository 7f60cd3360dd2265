import { stringAt } from '../files.ts';
import type { Line } from './line.ts';
import { oneLine } from './one-line.ts';
import { readUserLine } from './prompt.ts';

const WARM_UP = 'Warmup';

/**
 * Counts the person's prompts on the main chain. A line that was written twice counts once
 * (docs/formats/transcripts.md 5).
 */
export class Prompts {
  /** The first text that the person wrote; null if there is none. */
  firstText: string | null = null;
  firstCommand: string | null = null;
  /** True if the person asked anything. A slash command alone does not count: nobody would miss it. */
  any = false;
  isWarmUp = false;
  turns = 0;

  readonly #session: string;
  /** All uuids that were seen. The value is false if the line turned out to be no question. */
  readonly #asked = new Map<string, boolean>();
  /** The latest slash command. The next line may show that it asked Claude nothing. */
  #command: Line | null = null;

  /** `session` is the file's name. Lines that name another session are copies and do not count as turns. */
  constructor(session: string) {
    this.#session = session.toLowerCase();
  }

  get uuids(): string[] {
    const uuids: string[] = [];
    for (const [uuid, asked] of this.#asked) if (asked) uuids.push(uuid);
    return uuids;
  }

  /** Takes a `user` line of the main chain. */
  see(line: Line): void {
    const said = readUserLine(line);
    if (said.is === 'command-output') this.#takeBackCommand();
    if (said.is !== 'prompt' && said.is !== 'command') return;
    const isNew = this.#count(line);
    this.#command = isNew && said.is === 'command' ? line : null;
    if (said.is === 'command') {
      this.firstCommand ??= oneLine(said.name);
      return;
    }
    if (!this.any) this.isWarmUp = said.text === WARM_UP;
    this.any = true;
    this.firstText ??= oneLine(said.text ?? '');
  }

  #count(line: Line): boolean {
    const uuid = stringAt(line, 'uuid');
    if (uuid !== null && this.#asked.has(uuid)) return false;
    if (uuid !== null) this.#asked.set(uuid, true);
    if (this.#isOwn(line)) this.turns++;
    return true;
  }

  /** `/compact`, `/model` and the like print something and do not ask Claude, so the command does not count. */
  #takeBackCommand(): void {
    const command = this.#command;
    this.#command = null;
    if (command === null) return;
    const uuid = stringAt(command, 'uuid');
    if (uuid !== null) this.#asked.set(uuid, false);
    if (this.#isOwn(command)) this.turns--;
  }

  #isOwn(line: Line): boolean {
    const session = stringAt(line, 'sessionId');
    return session === null || session.toLowerCase() === this.#session;
  }
}
