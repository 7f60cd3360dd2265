import fs from 'node:fs';
import path from 'node:path';
import { Scribe, toJsonl, turnOf } from './lines.ts';
import type { Line, Turn, Voice } from './lines.ts';
import { slugOf } from './slug.ts';

export const MODEL = 'claude-opus-5-5';

export interface TranscriptSpec {
  id?: string;
  cwd?: string;
  /** The folder under `projects/`, where it is not the one of `cwd`. */
  folder?: string;
  /** `claude-desktop` unless said; null leaves it out, as old desktop builds did. */
  entrypoint?: string | null;
  /** A name that the person gave: a `custom-title` line. */
  title?: string;
  /** A name that Claude gave: an `ai-title` line. */
  aiTitle?: string;
  prompts?: readonly (string | Turn)[];
  /** Epoch milliseconds of the first prompt. */
  startedAt?: number;
  /** Of the file; the last line's time unless said. */
  mtime?: number;
  model?: string;
  version?: string;
  gitBranch?: string;
  /** Bytes of system prompt between the first prompt and the first answer; real files have about 140,000. */
  bulk?: number;
  /** Further lines at the end, written as they are. */
  extra?: readonly Line[];
}

/** A transcript that was made, with what a record of it would say. */
export interface Transcript {
  id: string;
  path: string;
  cwd: string;
  entrypoint: string | null;
  /** The given title, else the made one, else the first prompt. */
  title: string;
  titleSource: 'user' | 'auto';
  /** Of the first and of the latest line. */
  createdAt: number;
  lastActivityAt: number;
  model: string;
  /** Prompts of the person. */
  turns: number;
  lines: readonly Line[];
}

/** What `TranscriptSpec` leaves open. */
export interface TranscriptDefaults {
  projects: string;
  id: string;
  cwd: string;
  startedAt: number;
  newId: () => string;
}

export function writeTranscript(spec: TranscriptSpec, defaults: TranscriptDefaults): Transcript {
  const voice = voiceOf(spec, defaults);
  const scribe = new Scribe(voice, spec.startedAt ?? defaults.startedAt);
  const prompts = spec.prompts ?? ['Please look at the lantern'];
  prompts.forEach((prompt, at) => scribe.turn(turnOf(prompt), at === 0 ? (spec.bulk ?? 0) : 0));
  return store(spec, defaults, voice, scribe, prompts.length);
}

/** A new file with the history of `of` — the same uuids and times under the new id — and prompts of its own after it. */
export function writeFork(
  of: Transcript,
  own: readonly (string | Turn)[],
  spec: TranscriptSpec,
  defaults: TranscriptDefaults,
): Transcript {
  const voice = voiceOf({ ...spec, cwd: spec.cwd ?? of.cwd, entrypoint: of.entrypoint }, defaults);
  const scribe = new Scribe(voice, of.createdAt);
  scribe.flat('mode', { mode: 'normal' }).flat('atis-latch', { atis: '' });
  for (const line of of.lines.filter(isChain)) scribe.raw(copied(line, of.id, voice.sessionId));
  scribe.continueAfter(lastUuid(of.lines), of.lastActivityAt, of.turns);
  own.forEach((prompt) => scribe.turn(turnOf(prompt)));
  return store(spec, defaults, voice, scribe, of.turns + own.length);
}

/**
 * What `--resume` did in 2025: a new file that begins with a `summary` of the old one, then its history with the same
 * uuids, then what was said next (docs/formats/transcripts.md 2.6).
 */
export function writeLegacyResume(
  of: Transcript,
  own: readonly (string | Turn)[],
  spec: TranscriptSpec,
  defaults: TranscriptDefaults,
): Transcript {
  const voice = voiceOf({ version: '1.0.98', ...spec, cwd: spec.cwd ?? of.cwd, entrypoint: null }, defaults);
  const scribe = new Scribe(voice, of.createdAt);
  scribe.raw({ type: 'summary', summary: of.title, leafUuid: lastUuid(of.lines) });
  for (const line of of.lines.filter(isChain)) scribe.raw({ ...line, sessionId: voice.sessionId });
  scribe.continueAfter(lastUuid(of.lines), of.lastActivityAt, of.turns);
  own.forEach((prompt) => scribe.turn(turnOf(prompt)));
  return store(spec, defaults, voice, scribe, of.turns + own.length);
}

/** Any lines as a transcript file: for what is no conversation. */
export function writeLines(
  spec: TranscriptSpec,
  defaults: TranscriptDefaults,
  write: (scribe: Scribe) => void,
): Transcript {
  const voice = voiceOf(spec, defaults);
  const scribe = new Scribe(voice, spec.startedAt ?? defaults.startedAt);
  write(scribe);
  return store(spec, defaults, voice, scribe, 0);
}

/** Writes further lines at the end of a transcript, as Claude would; answers what it then is. */
export function append(transcript: Transcript, lines: readonly Line[], mtime: number): Transcript {
  fs.appendFileSync(transcript.path, toJsonl(lines));
  fs.utimesSync(transcript.path, mtime / 1000, mtime / 1000);
  return { ...transcript, lines: [...transcript.lines, ...lines] };
}

/** Reads a genuine transcript as one of ours. */
export function readTranscript(file: string): Transcript {
  const lines = fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const prompt = lines.find((line) => line['type'] === 'user') ?? {};
  const text = (name: string): string => (typeof prompt[name] === 'string' ? prompt[name] : '');
  const prompts = lines.filter(isPrompt);
  const basis = { id: path.basename(file, '.jsonl'), path: file, cwd: text('cwd'), entrypoint: text('entrypoint') };
  return { ...basis, ...summaryOf(lines), model: MODEL, turns: prompts.length, lines };
}

function voiceOf(spec: TranscriptSpec, defaults: TranscriptDefaults): Voice {
  return {
    sessionId: spec.id ?? defaults.id,
    cwd: spec.cwd ?? defaults.cwd,
    entrypoint: spec.entrypoint === undefined ? 'claude-desktop' : spec.entrypoint,
    model: spec.model ?? MODEL,
    version: spec.version ?? '2.1.328',
    gitBranch: spec.gitBranch ?? 'main',
    newId: defaults.newId,
  };
}

function store(
  spec: TranscriptSpec,
  defaults: TranscriptDefaults,
  voice: Voice,
  scribe: Scribe,
  turns: number,
): Transcript {
  if (spec.aiTitle !== undefined) scribe.flat('ai-title', { aiTitle: spec.aiTitle });
  if (spec.title !== undefined) scribe.flat('custom-title', { customTitle: spec.title });
  for (const line of spec.extra ?? []) scribe.raw(line);
  const folder = path.join(defaults.projects, spec.folder ?? slugOf(voice.cwd));
  const file = path.join(folder, `${voice.sessionId}.jsonl`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, toJsonl(scribe.lines), { mode: 0o600 });
  const summary = summaryOf(scribe.lines);
  const mtime = spec.mtime ?? summary.lastActivityAt;
  fs.utimesSync(file, mtime / 1000, mtime / 1000);
  const { cwd, entrypoint, model } = voice;
  return { id: voice.sessionId, path: file, cwd, entrypoint, ...summary, model, turns, lines: scribe.lines };
}

type Summary = Pick<Transcript, 'title' | 'titleSource' | 'createdAt' | 'lastActivityAt'>;

function summaryOf(lines: readonly Line[]): Summary {
  const times = lines.map((line) => Date.parse(String(line['timestamp']))).filter((time) => !Number.isNaN(time));
  const last = (key: string): string | undefined =>
    lines.findLast((line) => typeof line[key] === 'string')?.[key] as string | undefined;
  const given = last('customTitle');
  return {
    title: given ?? last('aiTitle') ?? firstPrompt(lines),
    titleSource: given === undefined ? 'auto' : 'user',
    createdAt: times.length > 0 ? Math.min(...times) : 0,
    lastActivityAt: times.length > 0 ? Math.max(...times) : 0,
  };
}

function firstPrompt(lines: readonly Line[]): string {
  const message = lines.find(isPrompt)?.['message'] as { content?: unknown } | undefined;
  return typeof message?.content === 'string' ? message.content : '';
}

function isPrompt(line: Line): boolean {
  if (line['type'] !== 'user' || line['isMeta'] === true || line['isSidechain'] === true) return false;
  if (line['isCompactSummary'] === true) return false;
  const content = (line['message'] as { content?: unknown } | undefined)?.content;
  return typeof content === 'string' ? !content.startsWith('<') : !JSON.stringify(content).includes('"tool_result"');
}

function isChain(line: Line): boolean {
  return typeof line['uuid'] === 'string';
}

/** As `--fork-session` copies: assistant lines say where the request was made. */
function copied(line: Line, from: string, to: string): Line {
  const request = line['type'] === 'assistant' ? { requestSessionId: from } : {};
  return { ...line, sessionId: to, ...request };
}

function lastUuid(lines: readonly Line[]): string | null {
  const uuid = lines.findLast(isChain)?.['uuid'];
  return typeof uuid === 'string' ? uuid : null;
}
