import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Platform } from '../../src/shared/model.ts';
import { makeStubRuntime } from './stubs.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FLAG = { linux: '--linux', win32: '--win', darwin: '--mac' } as const;

export interface Packed {
  /** The folder that an installer would put on the disk; on macOS the bundle. */
  app: string;
  /** The file that holds the fuses. */
  binary: string;
  resources: string;
  asar: string;
  remove: () => void;
}

/** Packs the built app for a platform against a stand-in of Electron, as `npm run dist` does it for the real one. */
export async function pack(platform: Platform): Promise<Packed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-pack-'));
  const runtime = makeStubRuntime(platform, folder);
  const output = path.join(folder, 'dist');
  await promisify(execFile)(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/electron-builder/cli.js'),
      ...[FLAG[platform], 'dir', '--x64', '--publish', 'never'],
      ...[`-c.electronDist=${runtime}`, `-c.directories.output=${output}`],
    ],
    // No certificate of this machine's, and nothing fetched.
    { cwd: ROOT, env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
  );
  const places = placesIn(output)[platform];
  return {
    ...places,
    asar: path.join(places.resources, 'app.asar'),
    remove: () => fs.rmSync(folder, { recursive: true }),
  };
}

function placesIn(output: string): Record<Platform, Pick<Packed, 'app' | 'binary' | 'resources'>> {
  const linux = path.join(output, 'linux-unpacked');
  const windows = path.join(output, 'win-unpacked');
  const mac = path.join(output, 'mac', 'Ghostlight.app');
  return {
    linux: { app: linux, binary: path.join(linux, 'ghostlight'), resources: path.join(linux, 'resources') },
    win32: { app: windows, binary: path.join(windows, 'Ghostlight.exe'), resources: path.join(windows, 'resources') },
    darwin: {
      app: mac,
      binary: path.join(mac, 'Contents/Frameworks/Electron Framework.framework/Electron Framework'),
      resources: path.join(mac, 'Contents/Resources'),
    },
  };
}
