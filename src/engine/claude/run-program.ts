import { execFile } from 'node:child_process';

/** A cold PowerShell on a busy machine takes many seconds. */
const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What a program of the system prints, as UTF-8, started without a shell. Null where it fails, or is too slow. */
export function runProgram(program: string, args: readonly string[], locale?: string): Promise<string | null> {
  const env = locale === undefined ? process.env : { ...process.env, LC_ALL: locale };
  const options = {
    env,
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    windowsHide: true,
    encoding: 'utf8',
  } as const;
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout) => resolve(error === null ? stdout : null));
  });
}
