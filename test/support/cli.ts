import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Diagnosis, RestoreResult, Scan, UndoResult } from '../../src/shared/model.ts';
import type { FakeHome } from './home.ts';

const CLI = path.join(import.meta.dirname, '..', '..', 'out', 'cli', 'index.js');

export interface CliOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Standard input. */
  input?: string;
  /** Another script than the command line, run in the same way. */
  program?: string;
  /** Milliseconds until it is ended. */
  timeout?: number;
  /** Who runs it, where that is somebody else. */
  user?: { uid: number; gid: number };
}

export interface CliRun {
  /** The exit code; null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as one JSON value. Throws, with both outputs, where it is none. */
  json: () => unknown;
}

/**
 * Runs the built command line with this Node. Home, app-data and temp folders of the process are thrown away
 * afterwards, so that nothing it does by default can reach the real home folder.
 */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const throwAway = fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-cli-'));
  try {
    return await run(args, { ...safeEnv(throwAway), ...options.env }, options);
  } finally {
    fs.rmSync(throwAway, { recursive: true, force: true });
  }
}

/** `scan --json` of a made-up home. */
export async function cliScan(home: FakeHome, ...more: string[]): Promise<Scan> {
  return (await done(home, 'scan', more)) as Scan;
}

/** `restore --json`; name the sessions or `--all`, and `--yes` to write. */
export async function cliRestore(home: FakeHome, ...more: string[]): Promise<RestoreResult> {
  return (await done(home, 'restore', more)) as RestoreResult;
}

export async function cliUndo(home: FakeHome, ...more: string[]): Promise<UndoResult> {
  return (await done(home, 'undo', more)) as UndoResult;
}

export async function cliDoctor(home: FakeHome, ...more: string[]): Promise<Diagnosis> {
  return (await done(home, 'doctor', more)) as Diagnosis;
}

async function done(home: FakeHome, command: string, more: readonly string[]): Promise<unknown> {
  const result = await runCli([command, ...home.args(), '--json', ...more]);
  if (result.code !== 0) throw new Error(`${command} ended with ${String(result.code)}: ${result.stderr}`);
  return result.json();
}

function run(args: readonly string[], env: NodeJS.ProcessEnv, options: CliOptions): Promise<CliRun> {
  const { cwd, input = '', program = CLI, timeout = 60_000, user = {} } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env,
      timeout,
      ...user,
      ...(cwd === undefined ? {} : { cwd }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr, json: () => parsed(stdout, stderr) }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

function parsed(stdout: string, stderr: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`standard output is not JSON:\n${stdout}\n${stderr}`);
  }
}

/** The path to programs and nothing else of this machine's user. */
function safeEnv(folder: string): NodeJS.ProcessEnv {
  const below = (...parts: string[]): string => path.join(folder, ...parts);
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    USERPROFILE: folder,
    APPDATA: below('AppData', 'Roaming'),
    LOCALAPPDATA: below('AppData', 'Local'),
    XDG_CONFIG_HOME: below('.config'),
    XDG_DATA_HOME: below('.local', 'share'),
    XDG_STATE_HOME: below('.local', 'state'),
    XDG_CACHE_HOME: below('.cache'),
    TMPDIR: folder,
    NO_COLOR: '1',
  };
}
