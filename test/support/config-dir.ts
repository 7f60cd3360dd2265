import fs from 'node:fs';
import path from 'node:path';
import { ConfigFiles } from './config-files.ts';
import type { ConfigBasis } from './config-files.ts';
import type { Line, Turn } from './lines.ts';
import { toJsonl, turnOf } from './lines.ts';
import { sampleFile } from './samples.ts';
import type { Sample } from './samples.ts';
import { slugOf } from './slug.ts';
import { append, readTranscript, writeFork, writeLegacyResume, writeLines, writeTranscript } from './transcripts.ts';
import type { Transcript, TranscriptDefaults, TranscriptSpec } from './transcripts.ts';

type Forked = TranscriptSpec & { ownPrompts?: readonly (string | Turn)[] };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A Claude Code folder (`~/.claude`), filled as the CLI fills it (docs/formats/claude-desktop.md 1.4). */
export class FakeConfigDir extends ConfigFiles {
  readonly #basis: ConfigBasis;
  #made = 0;

  constructor(basis: ConfigBasis) {
    super(basis);
    this.#basis = basis;
    fs.mkdirSync(this.projects, { recursive: true });
  }

  /** A conversation. Unless said, it began three days ago, ten minutes after the one before. */
  transcript(spec: TranscriptSpec = {}): Transcript {
    return writeTranscript(spec, this.#defaults());
  }

  /** `--fork-session`: the history of `of` with the same uuids, then its own way. */
  fork(of: Transcript, spec: Forked = {}): Transcript {
    return writeFork(of, spec.ownPrompts ?? ['Now another way'], spec, this.#defaults());
  }

  /** The history of `of` with the same uuids under a new id, and no message of its own. */
  copyOf(of: Transcript, spec: TranscriptSpec = {}): Transcript {
    return writeFork(of, [], spec, this.#defaults());
  }

  /** `--resume` of 2025: goes on in a new file that repeats the history; `of` is then its earlier part. */
  legacyResume(of: Transcript, spec: Forked = {}): Transcript {
    return writeLegacyResume(of, spec.ownPrompts ?? ['Let us go on'], spec, this.#defaults());
  }

  /** Went on in the same file. */
  goOn(transcript: Transcript, lines: readonly Line[], mtime = transcript.lastActivityAt + MINUTE): Transcript {
    return append(transcript, lines, mtime);
  }

  /** A conversation that was compacted once, with a prompt after it. */
  compacted(spec: TranscriptSpec = {}): Transcript {
    return writeLines(spec, this.#defaults(), (scribe) => {
      for (const prompt of spec.prompts ?? ['First watch', 'Second watch']) scribe.turn(turnOf(prompt));
      scribe.compact('The lantern was lit.').turn({ prompt: 'After the compaction' });
    });
  }

  /** Every message is a subagent's: as Claude Code 2.0 left them beside the conversations. */
  sidechainOnly(spec: TranscriptSpec = {}): Transcript {
    return this.#marked(spec, 'Survey the harbour', { isSidechain: true });
  }

  /** A session that Claude Code started for itself to warm up. */
  warmUp(spec: TranscriptSpec = {}): Transcript {
    return this.#marked(spec, 'Warmup', { isSidechain: true });
  }

  /** A session of a teammate, that an agent team ran. */
  teammate(spec: TranscriptSpec = {}): Transcript {
    return this.#marked(spec, '<teammate-message teammate_id="lead">Look</teammate-message>', { teamName: 'harbour' });
  }

  /** Nothing but lines without a message: a snapshot, a summary of another session, a title. */
  flatOnly(spec: TranscriptSpec = {}): Transcript {
    return writeLines(spec, this.#defaults(), (scribe) => {
      scribe.raw({ type: 'file-history-snapshot', messageId: 'm', snapshot: { trackedFileBackups: {} } });
      scribe.flat('mode', { mode: 'normal' }).flat('atis-latch', { atis: '' });
    });
  }

  /** Zero bytes. */
  empty(spec: TranscriptSpec = {}): Transcript {
    return this.#emptied(spec, '');
  }

  /** Zeros only, after a power cut. */
  zeroFilled(spec: TranscriptSpec = {}, bytes = 4096): Transcript {
    return this.#emptied(spec, '\0'.repeat(bytes));
  }

  /** A run of zeros in the middle: Claude refuses to open it, though its words are there (#76059). */
  withNulBlock(spec: TranscriptSpec = {}, bytes = 9_000): Transcript {
    const made = this.transcript(spec);
    const half = Math.floor(made.lines.length / 2);
    const text = toJsonl(made.lines.slice(0, half)) + '\0'.repeat(bytes) + '\n' + toJsonl(made.lines.slice(half));
    return this.#rewritten(made, text);
  }

  /** The last line was cut off while it was written. */
  cutOff(spec: TranscriptSpec = {}): Transcript {
    const made = this.transcript(spec);
    return this.#rewritten(made, toJsonl(made.lines).slice(0, -40));
  }

  /** Gives the transcript a second hard link, in another folder of `projects/`; Claude refuses such a file. */
  hardLink(of: Transcript, folder = `${slugOf(of.cwd)}-twin`): string {
    const twin = path.join(this.projects, folder, path.basename(of.path));
    fs.mkdirSync(path.dirname(twin), { recursive: true });
    fs.linkSync(of.path, twin);
    return twin;
  }

  /**
   * Puts the same session into a second project folder too: repository slug and worktree slug
   * (docs/formats/claude-desktop.md 5.4).
   */
  twin(of: Transcript, folder: string): string {
    const twin = path.join(this.projects, folder, path.basename(of.path));
    fs.mkdirSync(path.dirname(twin), { recursive: true });
    fs.copyFileSync(of.path, twin);
    fs.utimesSync(twin, of.lastActivityAt / 1000, of.lastActivityAt / 1000);
    return twin;
  }

  /** Moves a project folder elsewhere and leaves a link to it, as people do with large ones. */
  linkProject(folder: string): string {
    const moved = path.join(path.dirname(this.path), 'moved-projects', folder);
    fs.mkdirSync(path.dirname(moved), { recursive: true });
    fs.renameSync(path.join(this.projects, folder), moved);
    fs.symlinkSync(moved, path.join(this.projects, folder));
    return moved;
  }

  /** A subagent's transcript in the session's own folder, with its `.meta.json`. */
  subagent(of: Transcript, prompt = 'Survey the harbour'): string {
    const agentId = `a${this.#basis.newId().replaceAll('-', '').slice(0, 16)}`;
    const file = path.join(of.path.replace(/\.jsonl$/, ''), 'subagents', `agent-${agentId}.jsonl`);
    this.#agent(file, of, agentId, prompt);
    const meta = { agentType: 'general-purpose', isBuiltIn: true, description: prompt, spawnDepth: 1, finished: true };
    fs.writeFileSync(file.replace(/\.jsonl$/, '.meta.json'), JSON.stringify(meta));
    return file;
  }

  /** A subagent's transcript as 2.0 wrote it: `agent-*.jsonl` beside the conversations. */
  legacySubagent(of: Transcript, prompt = 'Survey the harbour'): string {
    const agentId = this.#basis.newId().slice(0, 8);
    const file = path.join(path.dirname(of.path), `agent-${agentId}.jsonl`);
    this.#agent(file, of, agentId, prompt);
    return file;
  }

  /** A genuine transcript of Claude Code 2.1.328, last touched an hour ago. */
  sample(name: Sample): Transcript {
    const from = sampleFile(name);
    const to = path.join(this.projects, path.basename(path.dirname(from)), path.basename(from));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(from, to);
    const beside = from.replace(/\.jsonl$/, '');
    if (fs.existsSync(beside)) fs.cpSync(beside, to.replace(/\.jsonl$/, ''), { recursive: true });
    const hourAgo = (this.#basis.now - 60 * MINUTE) / 1000;
    fs.utimesSync(to, hourAgo, hourAgo);
    return readTranscript(to);
  }

  /** Deletes the transcript, as Claude's clean-up does. */
  cleanUp(of: Transcript): void {
    fs.rmSync(of.path);
  }

  #defaults(): TranscriptDefaults {
    this.#made += 1;
    const { newId, cwd, now } = this.#basis;
    return { projects: this.projects, id: newId(), cwd, startedAt: now - 3 * DAY + this.#made * 10 * MINUTE, newId };
  }

  #marked(spec: TranscriptSpec, prompt: string, mark: Line): Transcript {
    return writeLines(spec, this.#defaults(), (scribe) => {
      scribe.prompt(prompt, undefined, mark);
      scribe.now += 3_000;
      scribe.block({ type: 'text', text: 'I am ready.' }, 'msg_1', mark);
    });
  }

  #agent(file: string, of: Transcript, agentId: string, prompt: string): void {
    const spec = { id: of.id, cwd: of.cwd, startedAt: of.createdAt };
    const outside = { ...this.#defaults(), projects: fs.mkdtempSync(path.join(this.path, '.making-')) };
    const made = writeLines(spec, outside, (scribe) => {
      scribe.prompt(prompt, undefined, { isSidechain: true, agentId });
      scribe.block({ type: 'text', text: 'Surveyed.' }, 'msg_a', { isSidechain: true, agentId });
    });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.renameSync(made.path, file);
    fs.rmSync(outside.projects, { recursive: true });
  }

  #emptied(spec: TranscriptSpec, text: string): Transcript {
    return this.#rewritten(
      writeLines(spec, this.#defaults(), () => undefined),
      text,
    );
  }

  #rewritten(made: Transcript, text: string): Transcript {
    fs.writeFileSync(made.path, text);
    const at = (made.lastActivityAt || this.#basis.now - DAY) / 1000;
    fs.utimesSync(made.path, at, at);
    return made;
  }
}
