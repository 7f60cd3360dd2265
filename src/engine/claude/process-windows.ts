import { win32 } from 'node:path';
import { isObject, stringAt } from '../files.ts';
import type { ProcessInfo } from './process-list.ts';
import { runProgram } from './run-program.ts';

/** Windows: PowerShell 5.1, which every Windows since 10 has, asked for CIM objects as JSON. */

const STARTED = "@{n='StartedAt';e={if($_.CreationDate){$_.CreationDate.ToUniversalTime().ToString('o')}}}";
const PROPERTIES = 'ProcessId,ParentProcessId,Name,ExecutablePath,CommandLine';

/** No double quotes, so that no layer has to escape one. Locked-down machines forbid the first setting alone. */
const SCRIPT = [
  "$ErrorActionPreference='Stop'",
  'try{[Console]::OutputEncoding=[System.Text.UTF8Encoding]::new($false)}catch{}',
  `Get-CimInstance -ClassName Win32_Process -Property ${PROPERTIES},CreationDate` +
    ` | Select-Object ${PROPERTIES},${STARTED} | ConvertTo-Json -Compress`,
].join(';');

export async function listWithPowerShell(): Promise<ProcessInfo[] | null> {
  const system = process.env['SystemRoot'] ?? 'C:\\Windows';
  const powershell = win32.join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const json = await runProgram(powershell, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', SCRIPT]);
  return json === null ? null : parseCimProcesses(json);
}

/** Path and command line are null for processes that this user may not look into. Null: that is no such listing. */
export function parseCimProcesses(json: string): ProcessInfo[] | null {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const rows = Array.isArray(value) ? (value as unknown[]) : [value];
  return rows.flatMap((row) => toProcess(row) ?? []);
}

function toProcess(row: unknown): ProcessInfo | null {
  if (!isObject(row) || typeof row['ProcessId'] !== 'number') return null;
  const parentPid = row['ParentProcessId'];
  const startedAt = Date.parse(stringAt(row, 'StartedAt') ?? '');
  return {
    pid: row['ProcessId'],
    parentPid: typeof parentPid === 'number' && parentPid > 0 ? parentPid : null,
    path: stringAt(row, 'ExecutablePath'),
    command: stringAt(row, 'CommandLine') ?? stringAt(row, 'Name') ?? '',
    startedAt: Number.isNaN(startedAt) ? null : startedAt,
  };
}
