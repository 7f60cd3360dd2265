import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Platform } from '../../src/shared/model.ts';
import { DoubleHost } from '../double/host.ts';
import { appArgs, appEnv, sharedBrowser } from '../e2e/drive-common.ts';
import { lostHome } from '../e2e/homes.ts';
import { pack } from './pack.ts';
import type { Packed } from './pack.ts';

/** What a package holds, and what it is locked against, on each platform. */

const asar = createRequire(import.meta.url)('@electron/asar') as {
  listPackage: (archive: string, options: { isPack: boolean }) => string[];
  getRawHeader: (archive: string) => { headerString: string };
  extractAll: (archive: string, folder: string) => void;
};

const PLATFORMS: readonly Platform[] = ['linux', 'win32', 'darwin'];

describe.each(PLATFORMS)('the package for %s', (platform) => {
  let packed: Packed;

  beforeAll(async () => {
    packed = await pack(platform);
  });

  afterAll(() => packed.remove());

  const files = (): string[] =>
    asar.listPackage(packed.asar, { isPack: false }).map((name) => name.replaceAll('\\', '/'));
  const headerHash = (): string =>
    createHash('sha256').update(asar.getRawHeader(packed.asar).headerString).digest('hex');

  it('holds the built app and nothing else', () => {
    const listed = files();
    expect(listed).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/index.js',
        '/out/main/service-worker.js',
        '/out/main/digest-worker.js',
        '/out/main/reader-worker.js',
        '/out/main/pdf-worker.js',
        '/out/main/pdfium.wasm',
        '/out/preload/index.cjs',
        '/out/renderer/index.html',
        '/resources/icon.png',
      ]),
    );
    const foreign = listed.filter(
      (name) => !/^\/(out(\/(main|preload|renderer)(\/|$)|$)|resources(\/[\w@-]+\.png)?$|package\.json$)/.test(name),
    );
    expect(foreign).toEqual([]);
    expect(fs.readdirSync(packed.resources)).not.toContain('app.asar.unpacked');
  });

  it('brings the sample along', () => {
    expect(fs.statSync(path.join(packed.resources, 'sample', 'home')).isDirectory()).toBe(true);
  });

  it('has every fuse set as a locked app has it', async () => {
    const wire = await getCurrentFuseWire(platform === 'darwin' ? packed.app : packed.binary);
    const set = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
    expect({
      runAsNode: set(FuseV1Options.RunAsNode),
      cookieEncryption: set(FuseV1Options.EnableCookieEncryption),
      nodeOptions: set(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      nodeInspect: set(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: set(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: set(FuseV1Options.OnlyLoadAppFromAsar),
      fileProtocol: set(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: false,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocol: false,
    });
  });

  if (platform === 'darwin')
    it('names the archive’s hash, its icon and what it asks of macOS', () => {
      const info = fs.readFileSync(path.join(packed.app, 'Contents', 'Info.plist'), 'utf8');
      expect(info).toContain(headerHash());
      expect(info).toContain('NSAppleEventsUsageDescription');
      expect(fs.readFileSync(path.join(packed.resources, 'icon.icns'))).toEqual(fs.readFileSync('build/icon.icns'));
    });

  if (platform === 'win32')
    it('has the archive’s hash, its icon and its name in the program', () => {
      const program = fs.readFileSync(packed.binary);
      expect(program.includes(headerHash())).toBe(true);
      expect(program.includes(Buffer.from('Ghostlight', 'utf16le'))).toBe(true);
      const icon = fs.readFileSync('build/icon.ico');
      // The last picture of the icon, from where its directory says that it starts.
      const count = icon.readUInt16LE(4);
      const start = icon.readUInt32LE(6 + (count - 1) * 16 + 12);
      expect(program.includes(icon.subarray(start, start + 4096))).toBe(true);
    });

  if (platform === 'linux')
    it('starts from what was packed', async () => {
      const unpacked = path.join(path.dirname(packed.resources), 'unpacked-for-test');
      asar.extractAll(packed.asar, unpacked);
      const scene = lostHome();
      onTestFinished(() => scene.home.remove());
      const host = new DoubleHost({
        browser: await sharedBrowser(),
        main: path.join(unpacked, 'out/main/index.js'),
        args: appArgs({ home: scene.home }),
        env: appEnv({ home: scene.home }),
      });
      onTestFinished(() => host.close());
      const page = await host.firstWindow();
      await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    });
});

describe('the packages to come out of it', () => {
  it('are an installer and a portable program, a disk image and an archive for both kinds of Mac, an AppImage and a deb', () => {
    const config = fs.readFileSync('electron-builder.yml', 'utf8');
    const targets = [...config.matchAll(/^ +- (?:target: )?(\w+)$/gm)].map(([, name]) => name);
    expect(targets).toEqual(expect.arrayContaining(['nsis', 'portable', 'dmg', 'zip', 'AppImage', 'deb']));
    expect([...config.matchAll(/arch: universal/g)]).toHaveLength(2);
  });
});
