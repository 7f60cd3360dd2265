import { posix, win32 } from 'node:path';
import type { Platform } from '../../shared/model.ts';
import type { ProcessInfo } from './process-list.ts';

/**
 * Which processes are the desktop app (main process and Electron's helpers), told apart from everything else that is
 * called Claude: the CLI, bundled with the app, stand-alone or in an editor; Chrome's native messaging host; the
 * service and the helpers of Cowork's virtual machine; updaters; and Ghostlight. Install paths:
 * docs/formats/claude-desktop.md 1.1, and the public issues and build scripts of the packages named below.
 */
export function claudeAppProcesses(processes: readonly ProcessInfo[], platform: Platform): ProcessInfo[] {
  const isApp = { win32: isWindowsApp, darwin: isMacApp, linux: isLinuxApp }[platform];
  return processes.filter((candidate) => !isNativeHost(candidate) && isApp(candidate));
}

/** The CLI, started by Chrome to answer its extension. */
const isNativeHost = ({ command }: ProcessInfo): boolean => /\s--chrome-native-host\b/.test(command);

/** Switches that Chromium gives to its children, and the one that only an Electron app takes. */
const CHROMIUM_SWITCH = /\s"?--(type=[a-z]|user-data-dir[= ])/;

/**
 * Folders that hold the CLI: `<userData>/claude-code/<version>` and `claude-code-vm` (bundled), npm packages, editor
 * extensions, what WinGet, Scoop, Chocolatey and Volta put in front of it, the native installer's `~/.local` and
 * `~/.claude`.
 */
const CLI_FOLDER =
  /[\\/](claude-code(-[^\\/]*)?|@anthropic-ai|anthropic\.claude-?code[^\\/]*|node_modules|native-binary|WinGet[\\/]Links|scoop[\\/]shims|(chocolatey|Volta)[\\/]bin|\.claude|\.local[\\/](bin|share))[\\/]/i;

// --- Windows: `claude.exe` names both.

/** Squirrel, per-user and machine-wide installers, the Store package on any drive. */
const WINDOWS_APP_FOLDER =
  /\\(AnthropicClaude|Programs\\Claude|Program Files( \(x86\))?\\Claude|WindowsApps\\(AnthropicPBC\.)?Claude_[^\\]+)\\/i;
const CLI_ARGUMENT =
  /\s(-p|-c|-r|--(print|continue|resume|output-format|input-format|model|mcp-config|permission-mode|session-id|version|dangerously-skip-permissions)|mcp|doctor|update|install|daemon)([\s=]|$)/;

function isWindowsApp({ path, command }: ProcessInfo): boolean {
  const executable = path ?? /^\s*(?:"([^"]+)"|(.+?\.exe)(?=\s|$)|(\S+))/i.exec(command)?.slice(1).find(Boolean) ?? '';
  if (!/^claude([ -]desktop)?(\.exe)?$/i.test(win32.basename(executable))) return false;
  if (WINDOWS_APP_FOLDER.test(executable)) return true;
  if (CLI_FOLDER.test(executable)) return false;
  // Some other folder, or one that we may not see: what cannot be told apart counts as the app.
  return CHROMIUM_SWITCH.test(command) || !CLI_ARGUMENT.test(command);
}

// --- macOS: the app is `Claude`, the CLI `claude`, even inside a bundle of that name.

const MAC_MAIN = /\/Claude[^/]*\.app\/Contents\/MacOS\/Claude$/;
const MAC_HELPER = /\/Contents\/MacOS\/Claude Helper[^/]*$/;
/** As started by hand: the file system does not mind the case. */
const MAC_MAIN_ANY_CASE = /\/claude(?! code)[^/]*\.app\/contents\/macos\/claude$/i;

function isMacApp({ path, command }: ProcessInfo): boolean {
  const executable = path ?? command.replace(/ --?[a-z].*$/, '');
  if (MAC_MAIN.test(executable) || MAC_HELPER.test(executable)) return true;
  if (MAC_MAIN_ANY_CASE.test(executable)) return !CLI_FOLDER.test(executable);
  return executable === 'Claude' || (executable.startsWith('/') && posix.basename(executable) === 'Claude');
}

// --- Linux: the official package, its rebuilds, and rebuilds of the Windows app on a plain Electron.

/** `/opt/Claude`, `/usr/lib/claude-desktop`, an AppImage's mount, Flatpak, Snap, Nix. */
const LINUX_APP_FOLDER =
  /^\/opt\/Claude\/|\/(\.mount_claude[^/]*|[^/]*claude-desktop[^/]*)\/|^\/(app|snap)\/([^/]+\/)*claude[^/]*\//i;
const LINUX_APP_NAME = /^(claude-desktop.*|claude.*\.appimage)$/i;
const BUNDLED_CLI_FOLDER = /\/claude-code(-[^/]*)?\//;
/** Electron as a plain Node runs Cowork's service of the rebuilds, which outlives the app. */
const SCRIPT = /^\S+\s+(?:--\S+\s+)*\S+\.[cm]?js(?=\s|$)/;

function isLinuxApp({ path, command }: ProcessInfo): boolean {
  const executable = path ?? /^\S+/.exec(command)?.[0] ?? '';
  const name = posix.basename(executable);
  if (LINUX_APP_NAME.test(name)) return !/^claude-?code/i.test(name);
  if (/^electron[\d.-]*$/.test(name)) {
    return !SCRIPT.test(command) && (LINUX_APP_FOLDER.test(executable) || runsClaude(command));
  }
  if (name !== 'claude') return name === 'Claude';
  // The CLI has this name too, and no Chromium inside.
  if (BUNDLED_CLI_FOLDER.test(executable)) return false;
  return LINUX_APP_FOLDER.test(executable) || CHROMIUM_SWITCH.test(command);
}

/** Ghostlight itself may lie in such a folder. */
const CLAUDE_APPLICATION =
  /(^|\/)[^/]*claude[-_]?(desktop|cowork)[^/]*(\/(?!.*ghostlight).*)?$|\/claude[^/]*\/.*\.asar$/i;
const CLAUDE_PROFILE = /\/Claude(-[^/]*)?\/?$/;

/** Whether a plain Electron was given Claude's application (main process) or its profile (helpers). */
function runsClaude(command: string): boolean {
  const words = command.split(/\s+/).slice(1);
  const valueOf = (name: string): string => words.find((word) => word.startsWith(name))?.slice(name.length) ?? '';
  const application = words.find((word) => !word.startsWith('-')) ?? valueOf('--app-path=');
  return CLAUDE_APPLICATION.test(application) || CLAUDE_PROFILE.test(valueOf('--user-data-dir='));
}
