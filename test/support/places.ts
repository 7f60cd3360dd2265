import path from 'node:path';
import type { DataRootKind, Platform } from '../../src/shared/model.ts';

/** Where Claude Desktop may keep its profile (docs/formats/claude-desktop.md 1.1), by a name for tests. */
export type RootPlace =
  | 'macos'
  | 'windows-classic'
  | 'windows-store'
  | 'windows-store-other-drive'
  | 'linux'
  | 'gateway'
  | 'gateway-store'
  | 'clone';

interface Place {
  kind: DataRootKind;
  /** Below the box; on Windows the first segment is the drive. */
  parts: readonly string[];
}

const PACKAGE = ['Packages', 'Claude_pzs8sxrjxfjjc', 'LocalCache', 'Roaming'];
const SID = 'S-1-5-21-1004336348-1177238915-682003330-1001';

const HOME: Record<Platform, readonly string[]> = {
  win32: ['C', 'Users', 'ana'],
  darwin: ['Users', 'ana'],
  linux: ['home', 'ana'],
};

const DEFAULT_PLACE: Record<Platform, RootPlace> = { win32: 'windows-store', darwin: 'macos', linux: 'linux' };

const at = (platform: Platform, kind: DataRootKind, ...below: string[]): Place => ({
  kind,
  parts: [...HOME[platform], ...below],
});

const PLACES: Record<Platform, Partial<Record<RootPlace, Place>>> = {
  win32: {
    'windows-classic': at('win32', 'windows-classic', 'AppData', 'Roaming', 'Claude'),
    'windows-store': at('win32', 'windows-store', 'AppData', 'Local', ...PACKAGE, 'Claude'),
    'windows-store-other-drive': {
      kind: 'windows-store',
      parts: ['D', 'WpSystem', SID, 'AppData', 'Local', ...PACKAGE, 'Claude'],
    },
    gateway: at('win32', 'gateway', 'AppData', 'Local', 'Claude-3p'),
    'gateway-store': at('win32', 'gateway', 'AppData', 'Local', ...PACKAGE, 'Claude-3p'),
    clone: at('win32', 'clone', 'AppData', 'Local', 'Claude-Work'),
  },
  darwin: {
    macos: at('darwin', 'macos', 'Library', 'Application Support', 'Claude'),
    gateway: at('darwin', 'gateway', 'Library', 'Application Support', 'Claude-3p'),
    clone: at('darwin', 'clone', '.claude-instances', 'clone-1'),
  },
  linux: {
    linux: at('linux', 'linux', '.config', 'Claude'),
    clone: at('linux', 'clone', '.claude-instances', 'clone-1'),
  },
};

export function homePath(box: string, platform: Platform): string {
  return path.join(box, ...HOME[platform]);
}

export function defaultPlace(platform: Platform): RootPlace {
  return DEFAULT_PLACE[platform];
}

export function placeOf(box: string, platform: Platform, name: RootPlace): { path: string; kind: DataRootKind } {
  const place = PLACES[platform][name];
  if (!place) throw new Error(`${name} does not occur on ${platform}`);
  return { path: path.join(box, ...place.parts), kind: place.kind };
}

/**
 * The folder of `main.log` (docs/formats/claude-desktop.md 1.3): outside the data root on macOS, except for a moved
 * one.
 */
export function logFolder(home: string, platform: Platform, kind: DataRootKind, root: string): string {
  if (platform !== 'darwin' || kind === 'clone' || kind === 'chosen') return path.join(root, 'logs');
  return path.join(home, 'Library', 'Logs', path.basename(root));
}

/** A path in the box as the app on that platform would write it: `<box>/C/Users/ana` is `C:\Users\ana`. */
export function nativePath(box: string, platform: Platform, file: string): string {
  const parts = path.relative(box, file).split(path.sep);
  return platform === 'win32' ? [`${parts[0] ?? 'C'}:`, ...parts.slice(1)].join('\\') : `/${parts.join('/')}`;
}
