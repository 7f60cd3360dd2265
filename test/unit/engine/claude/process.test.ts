import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProc } from '../../../../src/engine/claude/process-linux.ts';
import { parsePs } from '../../../../src/engine/claude/process-ps.ts';
import { parseCimProcesses } from '../../../../src/engine/claude/process-windows.ts';
import {
  claudeAppProcesses,
  isClaudeRunning,
  listProcesses,
  type ProcessInfo,
} from '../../../../src/engine/claude/process.ts';
import { runProgram } from '../../../../src/engine/claude/run-program.ts';
import type { Platform } from '../../../../src/shared/model.ts';

let nextPid = 1_000;

/** A process by its executable and its arguments. Null: the system shows the command line alone. */
function run(path: string | null, args = '', command?: string): ProcessInfo {
  nextPid += 1;
  const line = command ?? `${path !== null && path.includes(' ') ? `"${path}"` : (path ?? '')} ${args}`.trim();
  return { pid: nextPid, parentPid: 1, path, command: line, startedAt: null };
}

const isApp = (process: ProcessInfo, platform: Platform): boolean =>
  claudeAppProcesses([process], platform).length === 1;

describe('claudeAppProcesses on Windows', () => {
  const store = 'C:\\Program Files\\WindowsApps\\Claude_1.24012.11.0_x64__pzs8sxrjxfjjc\\app';
  const roaming = 'C:\\Users\\Zoë\\AppData\\Roaming\\Claude';
  const local = 'C:\\Users\\Zoë\\AppData\\Local';

  it.each([
    ['the Store build', run(`${store}\\Claude.exe`)],
    ['its helper', run(`${store}\\claude.exe`, `--type=renderer --user-data-dir="${roaming}" --app-user-model-id=x`)],
    ['its crash handler', run(`${store}\\claude.exe`, '--type=crashpad-handler /prefetch:4 --no-rate-limit')],
    [
      'the Microsoft Store’s own package',
      run('C:\\Program Files\\WindowsApps\\AnthropicPBC.Claude_6.28899.0.0_x64__fnn82j28hfe8t\\app\\Claude.exe'),
    ],
    ['the Store build on another drive', run('E:\\WindowsApps\\Claude_1.3883.0.0_x64__pzs8sxrjxfjjc\\app\\claude.exe')],
    ['the classic build', run(`${local}\\AnthropicClaude\\app-1.7196.0\\claude.exe`)],
    [
      'that of a user with a misleading name',
      run('C:\\Users\\claude-code\\AppData\\Local\\AnthropicClaude\\claude.exe'),
    ],
    ['the classic build at log-in', run(`${local}\\AnthropicClaude\\claude.exe`, '--startup')],
    ['the per-user installer', run(`${local}\\Programs\\Claude\\Claude.exe`)],
    ['a machine-wide installation', run('C:\\Program Files\\Claude\\Claude.exe')],
    ['one opened by a link', run('D:\\Apps\\Claude\\Claude.exe', '"claude://resume?session=1"')],
    ['a copied application', run('D:\\Portable\\claude.exe')],
    ['one whose path is withheld', run(null, '', 'claude.exe')],
    ['a helper whose path is withheld', run(null, '', `"${store}\\claude.exe" --type=gpu-process`)],
  ])('counts %s', (_, process) => expect(isApp(process, 'win32')).toBe(true));

  it.each([
    ['the bundled CLI', run(`${roaming}\\claude-code\\2.1.260\\claude.exe`, '--output-format stream-json --verbose')],
    [
      'the bundled CLI of the Store build',
      run(`${local}\\Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude\\claude-code\\2.1.74\\claude.exe`),
    ],
    ['the native CLI', run('C:\\Users\\Zoë\\.local\\bin\\claude.exe')],
    ['the CLI of npm', run('C:\\nvm\\v24\\node_modules\\@anthropic-ai\\claude-code\\bin\\claude.exe')],
    [
      'the CLI of npm under node',
      run('C:\\Program Files\\nodejs\\node.exe', 'C:\\npm\\node_modules\\@anthropic-ai\\claude-code\\cli.js'),
    ],
    ['the CLI of Chocolatey', run('C:\\ProgramData\\chocolatey\\bin\\claude.exe')],
    ['the CLI of Volta', run(`${local}\\Volta\\bin\\claude.exe`)],
    ['the CLI of WinGet', run(`${local}\\Microsoft\\WinGet\\Packages\\Anthropic.ClaudeCode_x_8wekyb3d\\claude.exe`)],
    [
      'the CLI of an editor',
      run(
        'c:\\Users\\Zoë\\.vscode\\extensions\\anthropic.claude-code-2.1.153-win32-x64\\resources\\native-binary\\claude.exe',
      ),
    ],
    ['a CLI elsewhere, by its arguments', run('D:\\tools\\claude.exe', '--resume 0d11532e -p hello')],
    ['Chrome’s host', run(`${store}\\resources\\chrome-native-host.exe`, 'chrome-extension://fcoeoabgf/')],
    ['the CLI as Chrome’s host', run('D:\\tools\\claude.exe', '--chrome-native-host')],
    ['Cowork’s service', run(`${store}\\resources\\cowork-svc.exe`)],
    ['the updater', run(`${local}\\AnthropicClaude\\Update.exe`, '--processStart claude.exe')],
    ['Ghostlight', run(`${local}\\Programs\\Ghostlight\\Ghostlight.exe`, `--data-root "${roaming}"`)],
    ['a shell that mentions it', run('C:\\Windows\\System32\\cmd.exe', '/c taskkill /im claude.exe')],
    ['a process of the system', run(null, '', 'System')],
  ])('does not count %s', (_, process) => expect(isApp(process, 'win32')).toBe(false));
});

describe('claudeAppProcesses on macOS', () => {
  const app = '/Applications/Claude.app/Contents';
  const helpers = `${app}/Frameworks`;
  const support = '/Users/zoe/Library/Application Support/Claude';
  const mac = (path: string | null, args = '') => run(path, '', `${path ?? ''} ${args}`.trim());

  it.each([
    ['the app', mac(`${app}/MacOS/Claude`)],
    ['the app, typed in lower case', mac('/Applications/claude.app/Contents/MacOS/claude')],
    ['a copy', mac('/Users/zoe/Applications/Claude Work.app/Contents/MacOS/Claude')],
    [
      'one that was not moved yet',
      mac('/private/var/folders/x/T/AppTranslocation/1-2/d/Claude.app/Contents/MacOS/Claude'),
    ],
    [
      'a helper',
      mac(
        `${helpers}/Claude Helper (Renderer).app/Contents/MacOS/Claude Helper (Renderer)`,
        `--type=renderer --user-data-dir=${support}`,
      ),
    ],
    ['a plug-in host', mac(`${helpers}/Claude Helper (Plugin).app/Contents/MacOS/Claude Helper (Plugin)`)],
    ['one whose path is withheld', run(null, '', `${app}/MacOS/Claude --enable-logging`)],
    ['one that shows its name alone', run(null, '', 'Claude')],
  ])('counts %s', (_, process) => expect(isApp(process, 'darwin')).toBe(true));

  it.each([
    ['the bundled CLI', mac(`${support}/claude-code/2.1.260/claude.app/Contents/MacOS/claude`, '--resume 1')],
    ['the bundled CLI of a gateway', mac(`${support}-3p/claude-code/2.1.260/claude.app/Contents/MacOS/claude`)],
    ['the native CLI', mac('/Users/zoe/.local/share/claude/versions/2.1.260')],
    ['the native CLI by its title', run(null, '', 'claude')],
    ['the CLI of Homebrew', mac('/opt/homebrew/Caskroom/claude-code/2.1.260/claude', '--continue')],
    ['the CLI under node', mac('/opt/homebrew/bin/node', '/opt/homebrew/bin/claude')],
    ['the CLI’s link opener', mac('/Users/zoe/Applications/Claude Code URL Handler.app/Contents/MacOS/claude')],
    ['Chrome’s host', mac(`${app}/Helpers/chrome-native-host`, 'chrome-extension://fcoeoabgf/')],
    ['what starts the CLI', mac(`${app}/Helpers/disclaimer`, `${support}/claude-code/2.1.260/claude.app`)],
    ['the crash handler', mac(`${helpers}/Electron Framework.framework/Helpers/chrome_crashpad_handler`)],
    ['the updater', mac('/Users/zoe/Library/Caches/com.anthropic.claudefordesktop.ShipIt/ShipIt')],
    ['Ghostlight', mac('/Applications/Ghostlight.app/Contents/MacOS/Ghostlight', `--data-root ${support}`)],
    ['another program of that name', mac('/Applications/Claude Usage.app/Contents/MacOS/Claude Usage')],
  ])('does not count %s', (_, process) => expect(isApp(process, 'darwin')).toBe(false));
});

describe('claudeAppProcesses on Linux', () => {
  const lib = '/usr/lib/claude-desktop';
  const rebuilt = `${lib}/node_modules/electron/dist/electron`;

  it.each([
    ['the official package', run(`${lib}/claude-desktop`)],
    ['its helper', run(`${lib}/claude-desktop`, '--type=zygote --no-zygote-sandbox')],
    ['it started by its link', run('/usr/bin/claude-desktop')],
    ['another user’s', run(null, '', `${lib}/claude-desktop --type=renderer`)],
    ['the unofficial package', run('/usr/lib/claude-desktop-unofficial/claude-desktop')],
    ['a rebuild on its own Electron', run(rebuilt, `--class=Claude ${lib}/app.asar`)],
    ['a rebuild on the system’s Electron', run('/usr/lib/electron39/electron', `--ozone-platform=x11 ${lib}/app.asar`)],
    [
      'its helper by its profile',
      run('/usr/lib/electron39/electron', '--type=gpu-process --user-data-dir=/home/zoe/.config/Claude'),
    ],
    [
      'a rebuild for Nix',
      run(
        '/nix/store/abc-electron-39/libexec/electron/electron',
        '/nix/store/def-claude-desktop-1.0/lib/claude-desktop/app.asar',
      ),
    ],
    [
      'an unpacked rebuild',
      run('/home/zoe/.local/bin/electron', '/home/zoe/.local/share/claude-desktop/linux-app-extracted'),
    ],
    ['a package in /opt', run('/opt/Claude/claude')],
    ['an AppImage', run('/home/zoe/Apps/Claude-1.20186.1-x86_64.AppImage')],
    ['what an AppImage holds', run('/tmp/.mount_ClaudeaBc123/usr/lib/node_modules/electron/dist/electron')],
    ['what an AppImage in lower case holds', run('/tmp/.mount_claudeXyZ/claude', '--type=utility')],
    ['a Flatpak', run('/app/lib/claude-desktop/claude-desktop')],
    ['a Snap', run('/snap/claude-desktop/12/electron')],
    ['a copied application', run('/home/zoe/apps/Claude')],
    [
      'that of a user with a misleading name',
      run('/home/claude-code/.local/lib/claude-desktop/claude-desktop', 'a.js'),
    ],
  ])('counts %s', (_, process) => expect(isApp(process, 'linux')).toBe(true));

  it.each([
    ['the bundled CLI', run('/home/zoe/.config/Claude/claude-code/2.1.260/claude', '--output-format stream-json')],
    [
      'the bundled CLI of a Flatpak',
      run('/home/zoe/.var/app/io.github.aaddrick.claude-desktop-debian/config/Claude/claude-code/2.1.260/claude'),
    ],
    ['the native CLI', run('/home/zoe/.local/share/claude/versions/2.1.260', '', 'claude --resume')],
    ['a packaged CLI', run('/usr/bin/claude')],
    ['the CLI under node', run('/usr/bin/node', '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js')],
    ['Chrome’s host', run(`${lib}/resources/chrome-native-host`)],
    ['the CLI as Chrome’s host', run('/usr/bin/claude', '--chrome-native-host')],
    ['Cowork’s helper', run(`${lib}/resources/cowork-linux-helper`, '-socket /run/user/1000/x.sock')],
    ['Cowork’s service', run('/usr/bin/node', `${lib}/resources/cowork-vm-service.js`)],
    ['Cowork’s service under Electron', run(rebuilt, `${lib}/resources/app.asar.unpacked/cowork-vm-service.js`)],
    ['another Electron app', run('/usr/lib/electron39/electron', '/usr/lib/code/code.asar')],
    ['Ghostlight', run('/opt/Ghostlight/ghostlight', '--data-root /home/zoe/.config/Claude')],
    [
      'Ghostlight in development',
      run('/w/node_modules/electron/dist/electron', '/w/claude-desktop-tools/ghostlight/out'),
    ],
    ['a shell that mentions it', run('/usr/bin/bash', `-c ${lib}/claude-desktop`)],
    ['a kernel thread', run(null, '', 'kworker/0:1')],
  ])('does not count %s', (_, process) => expect(isApp(process, 'linux')).toBe(false));
});

describe('isClaudeRunning', () => {
  const world = { foreign: false, platform: 'linux' } as const;
  const app = run('/usr/lib/claude-desktop/claude-desktop');

  it('is false where no such process runs', async () => {
    expect(await isClaudeRunning(world, async () => Promise.resolve([run('/usr/bin/claude')]))).toBe(false);
  });

  it('is true where the app runs', async () => {
    expect(await isClaudeRunning(world, async () => Promise.resolve([run('/usr/bin/claude'), app]))).toBe(true);
  });

  it('is unknown where the processes cannot be told', async () => {
    expect(await isClaudeRunning(world, async () => Promise.resolve(null))).toBeNull();
  });

  it('is false for a home that is not of this machine, whatever runs', async () => {
    expect(await isClaudeRunning({ ...world, foreign: true }, async () => Promise.resolve([app]))).toBe(false);
  });

  it('never counts the process that asks', async () => {
    expect(await isClaudeRunning(world, async () => Promise.resolve([{ ...app, pid: process.pid }]))).toBe(false);
  });
});

describe('listProcesses', () => {
  it('lists a real process with its command line and its start', async () => {
    const before = Date.now();
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', 'lantern light'], { stdio: 'ignore' });
    await once(child, 'spawn');
    try {
      const listed = (await listProcesses())?.find(({ pid }) => pid === child.pid);
      expect(listed?.parentPid).toBe(process.pid);
      expect(listed?.command).toContain('lantern light');
      expect(Math.abs((listed?.startedAt ?? 0) - before)).toBeLessThan(600_000);
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  });

  it.skipIf(process.platform === 'win32')('cannot tell where the system has no such means', async () => {
    expect(await listProcesses('win32')).toBeNull();
  });
});

describe('listProc', () => {
  let root: string;
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'proc-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  /** A folder as the kernel's: see proc_pid_stat(5). */
  function addProcess(pid: number, name: string, state: string, cmdline: string | null, exe?: string): void {
    mkdirSync(join(root, String(pid)));
    const rest = `${state} 7 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4500 1 1`;
    writeFileSync(join(root, String(pid), 'stat'), `${pid} (${name}) ${rest}\n`);
    if (cmdline !== null) writeFileSync(join(root, String(pid), 'cmdline'), cmdline);
    if (exe !== undefined) symlinkSync(exe, join(root, String(pid), 'exe'));
  }

  it('reads executable, command line, parent and start', () => {
    writeFileSync(join(root, 'stat'), 'cpu  1 2 3\nbtime 1795169746\n');
    addProcess(
      40,
      'claude) (desktop',
      'S',
      '/usr/bin/claude-desktop\0--type=gpu\0',
      '/usr/lib/c/claude-desktop (deleted)',
    );
    mkdirSync(join(root, 'sys'));
    expect(listProc(root)).toEqual([
      {
        pid: 40,
        parentPid: 7,
        path: '/usr/lib/c/claude-desktop',
        command: '/usr/bin/claude-desktop --type=gpu',
        startedAt: 1_795_169_746_000 + 45_000,
      },
    ]);
  });

  it('leaves out zombies and what ended meanwhile, and names kernel threads', () => {
    writeFileSync(join(root, 'stat'), 'btime 1\n');
    addProcess(2, 'kthreadd', 'S', '');
    addProcess(3, 'claude-desktop', 'Z', null);
    mkdirSync(join(root, '4'));
    expect(listProc(root)?.map(({ pid, path, command }) => ({ pid, path, command }))).toEqual([
      { pid: 2, path: null, command: 'kthreadd' },
    ]);
  });

  it('is null where there is no procfs', () => expect(listProc(root)).toBeNull());
});

describe('parsePs', () => {
  it('reads the two listings of macOS', () => {
    const paths = [
      '    1     0 Ss   Thu Nov 19 08:00:00 2026 /sbin/launchd',
      '  501     1 S    Fri Nov 20 09:05:07 2026 /Applications/Claude.app/Contents/Frameworks/Claude Helper.app/Contents/MacOS/Claude Helper',
      '  502     1 Z    Fri Nov 20 09:05:08 2026 (Claude)',
      '  503   501 S+   Mon Nov  2 09:05:08 2026 -zsh',
    ].join('\n');
    const commands = ['    1 /sbin/launchd', '  501 /Applications/Claude.app/x/Claude Helper --type=gpu-process'].join(
      '\n',
    );
    expect(parsePs(paths, commands)).toEqual([
      {
        pid: 1,
        parentPid: null,
        path: '/sbin/launchd',
        command: '/sbin/launchd',
        startedAt: new Date(2026, 10, 19, 8).getTime(),
      },
      {
        pid: 501,
        parentPid: 1,
        path: '/Applications/Claude.app/Contents/Frameworks/Claude Helper.app/Contents/MacOS/Claude Helper',
        command: '/Applications/Claude.app/x/Claude Helper --type=gpu-process',
        startedAt: new Date(2026, 10, 20, 9, 5, 7).getTime(),
      },
      { pid: 503, parentPid: 501, path: null, command: '-zsh', startedAt: new Date(2026, 10, 2, 9, 5, 8).getTime() },
    ]);
  });

  it('makes nothing of anything else', () => expect(parsePs('ps: illegal option', '')).toEqual([]));
});

describe('parseCimProcesses', () => {
  it('reads what PowerShell prints', () => {
    const json = `\uFEFF${JSON.stringify([
      {
        ProcessId: 0,
        ParentProcessId: 0,
        Name: 'System Idle Process',
        ExecutablePath: null,
        CommandLine: null,
        StartedAt: null,
      },
      {
        ProcessId: 9_120,
        ParentProcessId: 4_212,
        Name: 'claude.exe',
        ExecutablePath: 'C:\\Users\\Zoë\\AppData\\Local\\AnthropicClaude\\claude.exe',
        CommandLine: '"C:\\Users\\Zoë\\AppData\\Local\\AnthropicClaude\\claude.exe" --startup',
        StartedAt: '2026-11-20T08:30:00.1234567Z',
      },
    ])}\r\n`;
    expect(parseCimProcesses(json)).toEqual([
      { pid: 0, parentPid: null, path: null, command: 'System Idle Process', startedAt: null },
      {
        pid: 9_120,
        parentPid: 4_212,
        path: 'C:\\Users\\Zoë\\AppData\\Local\\AnthropicClaude\\claude.exe',
        command: '"C:\\Users\\Zoë\\AppData\\Local\\AnthropicClaude\\claude.exe" --startup',
        startedAt: Date.UTC(2026, 10, 20, 8, 30, 0, 123),
      },
    ]);
  });

  it('is null for anything else', () => expect(parseCimProcesses('Get-CimInstance : Access denied')).toBeNull());
  it('passes over rows of another shape', () => expect(parseCimProcesses('[null,3,{"ProcessId":"x"}]')).toEqual([]));
});

describe('runProgram', () => {
  it('gives what the program prints, without a shell in between', async () => {
    expect(await runProgram(process.execPath, ['-p', '"a $HOME; ü"'])).toBe('a $HOME; ü\n');
  });

  it('is null where the program fails or is absent', async () => {
    expect(await runProgram(process.execPath, ['-e', 'process.exit(3)'])).toBeNull();
    expect(await runProgram('no-such-program-here', [])).toBeNull();
  });
});
