import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Like Electron, it draws pages without a browser around them; the others start one for each window of a test. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'chrome'];
const ELSEWHERE: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const ADVICE = `The tests of the window need a Chromium, and there is none on this machine. Do one of these:
  sudo apt-get install chromium-headless-shell   (Debian's; as root the tests do it themselves)
  npx playwright install chromium                (Playwright's own)
  CHROMIUM_PATH=/path/to/chromium                (one that is somewhere else; Chrome and Edge do as well)`;

/**
 * A Chromium to test with: the one that CHROMIUM_PATH names, the system's headless shell, Playwright's own, the system's
 * browser, or Debian's headless shell, which is installed where this is Debian and we are root. Throws, with what to
 * install, where none of these can be had.
 */
export function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) {
    if (!canRun(named)) throw new Error(`CHROMIUM_PATH names ${named}, which cannot be run.`);
    return named;
  }
  const found = alreadyThere();
  if (found !== null) return found;
  if (canInstall()) install();
  const installed = alreadyThere();
  if (installed === null) throw new Error(ADVICE);
  return installed;
}

/** What Chromium needs to be told: root has no sandbox of its own, and containers have little shared memory. */
export function chromiumArgs(): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'];
}

function alreadyThere(): string | null {
  return onPath(SHELLS) ?? playwrightsOwn() ?? onPath(NAMES) ?? whatCanRun(ELSEWHERE[process.platform] ?? []);
}

function onPath(names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return whatCanRun(folders.flatMap((folder) => names.map((name) => join(folder, name))));
}

const whatCanRun = (places: readonly string[]): string | null => places.find(canRun) ?? null;

function playwrightsOwn(): string | null {
  try {
    return whatCanRun([chromium.executablePath()]);
  } catch {
    return null;
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall(): boolean {
  const release = '/etc/os-release';
  const debian = existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, 'utf8'));
  return debian && process.getuid?.() === 0;
}

/** Waits for whoever else is installing something. */
function install(): void {
  const apt = (...args: string[]): void =>
    void execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  try {
    apt('update');
    // Without a font there are no letters to see.
    apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-inter', 'fonts-liberation');
  } catch (error) {
    throw new Error(`Debian's chromium-headless-shell could not be installed. ${ADVICE}`, { cause: error });
  }
}
