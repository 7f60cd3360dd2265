import fc from 'fast-check';
import { assistant, chain, user, uuid } from '../unit/engine/transcript/lines.ts';
import type { Json } from '../unit/engine/transcript/lines.ts';

/**
 * The lines of a conversation that took its course: each hangs on the one before it, results follow their calls, and now
 * and then something happens that what comes after it depends on.
 */
export const course: fc.Arbitrary<Json[]> = fc
  .array(fc.tuple(fc.nat(99), fc.nat(20)), { minLength: 5, maxLength: 60 })
  .map((steps) => {
    const told = new Course();
    for (const [what, which] of steps) told.go(what, which);
    return told.lines;
  });

/** How many of a hundred steps are which. */
const STEPS = [
  ['prompt', 15],
  ['reply', 20],
  ['goOn', 15],
  ['call', 15],
  ['result', 20],
  ['interrupt', 4],
  ['goBack', 3],
  ['repeat', 2],
  ['compact', 1],
  ['aside', 1],
  ['leaf', 3],
  ['move', 1],
] as const;

class Course {
  readonly lines: Json[] = [];
  #count = 0;
  #last: string | null = null;
  #message = 0;
  readonly #waiting: number[] = [];
  /** What each prompt hangs on. */
  readonly #before: (string | null)[] = [];

  go(what: number, which: number): void {
    let sum = 0;
    const step = STEPS.find(([, share]) => (sum += share) > what)?.[0] ?? 'reply';
    this[step](which);
  }

  prompt(): void {
    this.#message += 1;
    this.#before.push(this.#last);
    this.#add((n, on) => user(n, `Prompt ${n}`, on));
  }

  reply(): void {
    this.#message += 1;
    this.goOn();
  }

  /** Another line of the same message. */
  goOn(): void {
    this.#add((n, on) => this.#said(n, [{ type: 'text', text: `Reply ${n}` }], on));
  }

  call(which: number): void {
    if (which % 2 === 0) this.#message += 1;
    this.#waiting.push(this.#count + 1);
    this.#add((n, on) =>
      this.#said(n, [{ type: 'tool_use', id: `toolu_${n}`, name: 'Bash', input: { command: `run ${n}` } }], on),
    );
  }

  result(which: number): void {
    const [call] = this.#waiting.splice(which % Math.max(1, this.#waiting.length), 1);
    if (call === undefined) return this.reply();
    this.#add((n, on) => user(n, [{ type: 'tool_result', tool_use_id: `toolu_${call}`, content: `Output ${n}` }], on));
  }

  interrupt(): void {
    this.#message += 1;
    this.#add((n, on) => user(n, [{ type: 'text', text: '[Request interrupted by user]' }], on));
  }

  /** To before a prompt, for another one. */
  goBack(which: number): void {
    if (this.#before.length === 0) return;
    this.#last = this.#before[Math.max(0, this.#before.length - 1 - (which % 5))] ?? null;
    this.prompt();
  }

  /** Lines stand in the file once more, and it goes on from the last of them. */
  repeat(which: number): void {
    this.#message += 1;
    const from = Math.max(0, this.lines.length - which);
    const again = this.lines.slice(from, from + 3).filter((line) => typeof line['uuid'] === 'string');
    this.lines.push(...again);
    if (which % 2 === 0) this.#last = (again.at(-1)?.['uuid'] as string | undefined) ?? this.#last;
  }

  compact(which: number): void {
    const logical = this.#last;
    this.#message += 1;
    this.#last = null;
    this.#add((n, on) => chain(n, 'system', { subtype: 'compact_boundary', ...on, logicalParentUuid: logical }));
    this.#add((n, on) => user(n, `Summary ${n}`, { isCompactSummary: true, ...on }));
    if (which % 2 === 0) this.repeat(which);
  }

  aside(): void {
    this.lines.push(user(this.#next(), 'Aside', { isSidechain: true, parentUuid: this.#last }));
  }

  /** What Claude Code would go on from. */
  leaf(which: number): void {
    const uuids = this.lines.flatMap(({ uuid: one }) => (typeof one === 'string' ? [one] : []));
    const leafUuid = uuids.at(which % 3 === 0 ? -1 - which : -1);
    this.lines.push({ type: 'last-prompt', lastPrompt: 'x', ...(leafUuid === undefined ? {} : { leafUuid }) });
  }

  move(which: number): void {
    this.lines.push({ type: 'relocated', relocatedCwd: `/home/keeper/${which % 3}` });
  }

  #said(n: number, content: unknown, on: Json): Json {
    const line = assistant(n, content, on);
    return { ...line, message: { ...(line['message'] as Json), id: `msg_${this.#message}` } };
  }

  #add(make: (n: number, on: Json) => Json): void {
    const n = this.#next();
    this.lines.push(make(n, { parentUuid: this.#last }));
    this.#last = uuid(n);
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}
