import fs from 'node:fs';
import path from 'node:path';
import { writeJson } from './json-file.ts';
import { toJsonl } from './lines.ts';
import type { Line } from './lines.ts';
import { slugOf } from './slug.ts';
import type { Transcript } from './transcripts.ts';

/** What a config dir takes from its home. */
export interface ConfigBasis {
  path: string;
  newId: () => string;
  /** The cwd of transcripts that name none, as the platform writes it. */
  cwd: string;
  now: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a Claude Code folder holds beside the transcripts (docs/formats/claude-desktop.md 1.4). */
export class ConfigFiles {
  readonly path: string;
  readonly projects: string;
  readonly #now: number;

  constructor({ path: folder, now }: ConfigBasis) {
    this.path = folder;
    this.projects = path.join(folder, 'projects');
    this.#now = now;
  }

  /** `sessions/<pid>.json`: a process says that it has this session open. It may be long dead. */
  liveSession(pid: number, of: Pick<Transcript, 'id' | 'cwd'>, fields: Line = {}): string {
    const startedAt = this.#now - 30 * MINUTE;
    const entry = { pid, sessionId: of.id, cwd: of.cwd, startedAt, procStart: '1234567', version: '2.1.328' };
    const kind = { peerProtocol: 1, kind: 'interactive', entrypoint: 'claude-desktop' };
    return writeJson(path.join(this.path, 'sessions', `${pid}.json`), { ...entry, ...kind, ...fields });
  }

  /** `<id>.desktop-released.json`: the person deleted the session in the app. */
  desktopReleased(of: Pick<Transcript, 'id' | 'cwd'>, at = this.#now - DAY): string {
    const file = path.join(this.projects, slugOf(of.cwd), `${of.id}.desktop-released.json`);
    return writeJson(file, { v: 1, releasedAt: new Date(at).toISOString(), reason: 'delete' });
  }

  /** `settings.json`, where the clean-up periods stand. */
  settings(settings: Line): string {
    return writeJson(path.join(this.path, 'settings.json'), settings);
  }

  /** `.last-cleanup`: when Claude Code last deleted old transcripts. */
  lastCleanup(at = this.#now - DAY): string {
    const file = path.join(this.path, '.last-cleanup');
    fs.writeFileSync(file, new Date(at).toISOString());
    return file;
  }

  /** `history.jsonl`: the prompts of these sessions. */
  history(of: readonly Transcript[]): string {
    const file = path.join(this.path, 'history.jsonl');
    const entry = (t: Transcript): Line => ({
      display: t.title,
      pastedContents: {},
      timestamp: t.createdAt,
      project: t.cwd,
      sessionId: t.id,
    });
    fs.writeFileSync(file, toJsonl(of.map(entry)));
    return file;
  }

  /** The old index of the CLI, which means nothing to the app. */
  sessionsIndex(folder: string, of: readonly Transcript[]): string {
    const entries = of.map((t) => ({ sessionId: t.id, fullPath: t.path, summary: t.title, projectPath: t.cwd }));
    return writeJson(path.join(this.projects, folder, 'sessions-index.json'), { version: 1, entries });
  }
}
