import { basename, dirname } from 'node:path';
import { isObject, stringAt } from '../files.ts';
import type { Digest } from './digest.ts';
import { folderNameMatches } from './folder-name.ts';
import { isMainChain, isMessage, timeOf } from './line.ts';
import type { Line } from './line.ts';
import { oneLine } from './one-line.ts';
import { blocksOf, readText } from './prompt.ts';
import { markOf } from './marks.ts';
import { Prompts } from './prompts.ts';
import { Kind } from './scanner/scanner.ts';

/** Flat records with a text. The last one of each type counts (docs/formats/transcripts.md 1.1). */
const NAMES = new Map<unknown, { kind: number; key: string }>([
  ['custom-title', { kind: Kind.customTitle, key: 'customTitle' }],
  ['ai-title', { kind: Kind.aiTitle, key: 'aiTitle' }],
  ['agent-name', { kind: Kind.agentName, key: 'agentName' }],
  ['last-prompt', { kind: Kind.lastPrompt, key: 'lastPrompt' }],
]);

/** The entrypoint of sessions that Claude Desktop runs. */
export const DESKTOP = 'claude-desktop';
const SYNTHETIC_MODEL = '<synthetic>';

/** A title by an old version. It belongs to the conversation of the message that it names, which may be another one. */
export interface Summary {
  text: string;
  leafUuid: string;
}

/** Collects the facts of a transcript from its lines. Lines come from first to last, unless a method says otherwise. */
export class Facts {
  createdAt: number | null = null;
  newest: number | null = null;
  entrypoint: string | null = null;
  folderCwd: string | null = null;
  /** A cwd that would be the folder's on Windows and macOS, which do not tell names apart by case. */
  similarCwd: string | null = null;
  /** True if the model said anything on the main chain. */
  answered = false;
  model: string | null = null;
  queuedPrompt: string | null = null;
  summaries: Summary[] = [];

  readonly #folder: string;
  readonly #prompts: Prompts;
  readonly #names = new Map<number, string>();
  #firstCwd: string | null = null;
  #relocatedCwd: string | null = null;
  #worktree: Digest['worktree'] = null;
  #sidechain = false;
  #firstMessage: { teammate: boolean } | null = null;
  #firstMainMessage: { uuid: string | null } | null = null;

  constructor(path: string) {
    this.#folder = basename(dirname(path));
    this.#prompts = new Prompts(basename(path, '.jsonl'));
  }

  /** True if the facts that only the start of a file tells are known. */
  get startKnown(): boolean {
    const begun = this.createdAt !== null && this.#firstCwd !== null && this.#firstMainMessage !== null;
    return begun && (this.answered || this.#prompts.any);
  }

  /** Takes everything from a line. */
  see(line: Line): void {
    this.seeTime(line);
    this.seeCwd(line);
    this.seeEntrypoint(line);
    this.seeMessage(line);
    this.seeQueue(line);
    this.seeSummary(line);
    this.seeName(line);
  }

  seeTime(line: Line): void {
    if (this.seeNewest(line)) this.createdAt ??= timeOf(line);
  }

  /** Returns true if the line's cwd belongs to the file's folder. */
  seeCwd(line: Line): boolean {
    const cwd = isMainChain(line) ? stringAt(line, 'cwd') : null;
    if (cwd === null) return false;
    this.#firstCwd ??= cwd;
    const belongs = folderNameMatches(this.#folder, cwd);
    if (belongs) this.folderCwd ??= cwd;
    else if (folderNameMatches(this.#folder, cwd, { ignoreCase: true })) this.similarCwd ??= cwd;
    return belongs;
  }

  /** Returns the line's entrypoint; null if it has none. */
  seeEntrypoint(line: Line): string | null {
    const entrypoint = isMainChain(line) ? stringAt(line, 'entrypoint') : null;
    if (entrypoint === DESKTOP) this.entrypoint = DESKTOP;
    this.entrypoint ??= entrypoint;
    return entrypoint;
  }

  seeMessage(line: Line): void {
    if (!isMessage(line)) return;
    this.#firstMessage ??= { teammate: stringAt(line, 'teamName') !== null };
    if (!isMainChain(line)) {
      this.#sidechain = true;
      return;
    }
    this.#firstMainMessage ??= { uuid: stringAt(line, 'uuid') };
    if (line['type'] === 'user') this.#prompts.see(line);
    else this.answered = true;
  }

  /** Takes the first prompt that the person queued. Claude Code queues notices of its own, too. */
  seeQueue(line: Line): void {
    if (this.queuedPrompt !== null || line['type'] !== 'queue-operation' || line['operation'] !== 'enqueue') return;
    for (const block of blocksOf(line['content'])) {
      const said = readText(stringAt(block, 'text') ?? '');
      if (said.is === 'prompt') this.queuedPrompt ??= oneLine(said.text ?? '');
    }
  }

  seeSummary(line: Line): void {
    if (line['type'] !== 'summary') return;
    const text = oneLine(stringAt(line, 'summary') ?? '');
    const leafUuid = stringAt(line, 'leafUuid');
    if (text !== null && leafUuid !== null) this.summaries.push({ text, leafUuid });
  }

  /**
   * Takes a flat record whose last one counts, if `wanted` has its kind. Returns the kind if the record said something,
   * else 0.
   */
  seeName(line: Line, wanted = ~0): number {
    const type = line['type'];
    if (type === 'relocated') return wanted & Kind.relocated && this.#seeRelocation(line);
    if (type === 'worktree-state') return wanted & Kind.worktree && this.#seeWorktree(line);
    const name = NAMES.get(type);
    if (name === undefined || (wanted & name.kind) === 0) return 0;
    const text = oneLine(stringAt(line, name.key) ?? '');
    if (text === null) return 0;
    this.#names.set(name.kind, text);
    return name.kind;
  }

  /** Takes the time of a line, in any order. Returns false if the line has none. */
  seeNewest(line: Line): boolean {
    const time = timeOf(line);
    if (time === null) return false;
    this.newest = Math.max(this.newest ?? time, time);
    return true;
  }

  /** Takes in what the model said, the last first. Returns whether it is known which one spoke last. */
  seeAnswer(line: Line): boolean {
    const message = line['message'];
    if (line['type'] !== 'assistant' || !isObject(message) || !isMainChain(line)) return false;
    this.answered = true;
    const model = stringAt(message, 'model');
    if (model !== SYNTHETIC_MODEL) this.model ??= model;
    return this.model !== null;
  }

  /** `found`: the uuids that summaries name and that are in this file. */
  digest(found: ReadonlySet<string>, unread: { bad: number; elided: number; zeros: number }): Digest {
    const cwd = this.#relocatedCwd ?? this.#firstCwd;
    const prompts = this.#prompts;
    return {
      kind: this.#kind(),
      cwd,
      folderCwd: this.#folderCwd(cwd),
      worktree: this.#worktree,
      createdAt: this.createdAt,
      lastActivityAt: this.newest,
      model: this.model,
      entrypoint: this.entrypoint,
      customTitle: this.#names.get(Kind.customTitle) ?? null,
      aiTitle: this.#names.get(Kind.aiTitle) ?? null,
      agentName: this.#names.get(Kind.agentName) ?? null,
      summary: this.summaries.findLast(({ leafUuid }) => found.has(leafUuid))?.text ?? null,
      firstPrompt: prompts.firstText,
      firstCommand: prompts.firstCommand,
      queuedPrompt: this.queuedPrompt,
      lastPrompt: this.#names.get(Kind.lastPrompt) ?? null,
      firstUuid: this.#firstMainMessage?.uuid ?? null,
      promptMarks: prompts.uuids.map(markOf).join(''),
      turns: prompts.turns,
      badLines: unread.bad,
      elidedLines: unread.elided,
      zeroBytes: unread.zeros,
    };
  }

  /** `cwd`, where the conversation takes place, comes before the other paths in the file. */
  #folderCwd(cwd: string | null): string | null {
    if (cwd !== null && folderNameMatches(this.#folder, cwd)) return cwd;
    if (this.folderCwd !== null) return this.folderCwd;
    return cwd !== null && folderNameMatches(this.#folder, cwd, { ignoreCase: true }) ? cwd : this.similarCwd;
  }

  #kind(): Digest['kind'] {
    if (this.#firstMainMessage === null) return this.#sidechain ? 'sidechain' : 'empty';
    if (this.#firstMessage?.teammate === true) return 'teammate';
    if (!this.answered && !this.#prompts.any) return 'empty';
    return this.#prompts.isWarmUp ? 'warm-up' : 'conversation';
  }

  #seeRelocation(line: Line): number {
    const cwd = stringAt(line, 'relocatedCwd');
    if (cwd === null) return 0;
    this.#relocatedCwd = cwd;
    return Kind.relocated;
  }

  #seeWorktree(line: Line): number {
    const state = line['worktreeSession'];
    if (state === null) {
      this.#worktree = null;
      return Kind.worktree;
    }
    if (!isObject(state)) return 0;
    const path = stringAt(state, 'worktreePath');
    const originalCwd = stringAt(state, 'originalCwd');
    if (path === null || originalCwd === null) return 0;
    this.#worktree = { path, originalCwd };
    return Kind.worktree;
  }
}
