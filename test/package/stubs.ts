import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import type { Platform } from '../../src/shared/model.ts';

/**
 * Stand-ins for Electron's runtime, as far as electron-builder looks at it: files of the right names, and the place in
 * the binary where the fuses are.
 */

/** What @electron/fuses looks for; then the wire's version, its length, and each fuse as it leaves Electron's build. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))]);

/** Makes the runtime of a platform below `folder`, as Electron's own archive unpacks. */
export function makeStubRuntime(platform: Platform, folder: string): string {
  const runtime = path.join(folder, `electron-${platform}`);
  fs.mkdirSync(runtime, { recursive: true });
  ({ linux: makeLinux, win32: makeWindows, darwin: makeMac })[platform](runtime);
  fs.writeFileSync(path.join(runtime, 'version'), '0.0.0');
  fs.writeFileSync(path.join(runtime, 'LICENSE'), '');
  fs.writeFileSync(path.join(runtime, 'LICENSES.chromium.html'), '');
  return runtime;
}

function makeLinux(runtime: string): void {
  writeProgram(path.join(runtime, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), FUSES]));
  fs.mkdirSync(path.join(runtime, 'locales'));
  fs.mkdirSync(path.join(runtime, 'resources'));
}

/** A real program of Windows, because its icon and its version are edited. */
function makeWindows(runtime: string): void {
  const installer = path.dirname(createRequire(import.meta.url).resolve('electron-winstaller/package.json'));
  const real = fs.readFileSync(path.join(installer, 'vendor', 'rcedit.exe'));
  writeProgram(path.join(runtime, 'electron.exe'), Buffer.concat([real, FUSES]));
  fs.mkdirSync(path.join(runtime, 'locales'));
  fs.mkdirSync(path.join(runtime, 'resources'));
}

function makeMac(runtime: string): void {
  const app = path.join(runtime, 'Electron.app');
  makeBundle(app, 'Electron', 'com.github.Electron');
  fs.mkdirSync(path.join(app, 'Contents', 'Resources', 'en.lproj'), { recursive: true });
  const frameworks = path.join(app, 'Contents', 'Frameworks');
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${kind}`;
    makeBundle(path.join(frameworks, `${name}.app`), name, 'com.github.Electron.helper');
  }
  const framework = path.join(frameworks, 'Electron Framework.framework');
  fs.mkdirSync(framework, { recursive: true });
  writeProgram(path.join(framework, 'Electron Framework'), FUSES);
}

function makeBundle(bundle: string, name: string, identifier: string): void {
  const contents = path.join(bundle, 'Contents');
  fs.mkdirSync(path.join(contents, 'MacOS'), { recursive: true });
  writeProgram(path.join(contents, 'MacOS', name), Buffer.from('#!/bin/sh\nexit 0\n'));
  const entries = { CFBundleExecutable: name, CFBundleIdentifier: identifier, CFBundleName: name };
  const keys = Object.entries(entries).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  fs.writeFileSync(
    path.join(contents, 'Info.plist'),
    `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${keys.join('')}</dict></plist>`,
  );
}

function writeProgram(file: string, bytes: Buffer): void {
  fs.writeFileSync(file, bytes, { mode: 0o755 });
}
