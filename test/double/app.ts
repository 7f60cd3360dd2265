import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { served } from './remote.ts';

/** Windows that `quit` closes; window.ts adds them. */
export interface Closable {
  close: () => void;
  isDestroyed: () => boolean;
}
export const openWindows = new Set<Closable>();

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name = 'Ghostlight';
  aboutPanel: Record<string, unknown> | null = null;
  #ready = false;
  #quitting = false;
  readonly #paths = new Map<string, string>();
  readonly #whenReady = new Promise<void>((resolve) => this.once('ready', () => resolve()));

  whenReady(): Promise<void> {
    return this.#whenReady;
  }

  isReady(): boolean {
    return this.#ready;
  }

  becomeReady(): void {
    if (this.#quitting) return;
    this.#ready = true;
    this.emit('ready');
  }

  getVersion(): string {
    return (JSON.parse(readFileSync(join(this.getAppPath(), 'package.json'), 'utf8')) as { version: string }).version;
  }

  getAppPath(): string {
    return join(import.meta.dirname, '../..');
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? join(tmpdir(), `double-${process.pid}`, name);
  }

  setPath(name: string, path: string): void {
    if (name === 'userData' && this.#ready) throw new Error('userData has to be set before the app is ready');
    mkdirSync(path, { recursive: true });
    this.#paths.set(name, path);
  }

  setAboutPanelOptions(options: Record<string, unknown>): void {
    this.aboutPanel = options;
  }

  /** A file in `userData` names the process that has it; later ones leave a note beside it and go. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'double.lock');
    if (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) {
      writeFileSync(join(folder, `double-second-${process.pid}`), '');
      return false;
    }
    writeFileSync(lock, String(process.pid));
    const watcher = watch(folder, () => {
      for (const name of readdirSync(folder).filter((found) => found.startsWith('double-second-'))) {
        rmSync(join(folder, name), { force: true });
        this.emit('second-instance', {}, [], folder);
      }
    });
    process.on('exit', () => {
      watcher.close();
      rmSync(lock, { force: true });
    });
    return true;
  }

  /** In Electron's order: each step may be refused, and then nothing more happens. */
  quit(): void {
    if (this.#refuses('before-quit')) return;
    const windows = [...openWindows];
    for (const window of windows) window.close();
    if (windows.some((window) => !window.isDestroyed())) return;
    if (this.#refuses('will-quit')) return;
    this.exit(0);
  }

  exit(code = 0): void {
    this.#quitting = true;
    this.emit('quit', {}, code);
    process.exit(code);
  }

  #refuses(event: string): boolean {
    let refused = false;
    this.emit(event, { preventDefault: () => (refused = true) });
    return refused;
  }
}

export const app = new App();
export const becomeReady = (): void => app.becomeReady();
served['quit'] = () => void setImmediate(() => app.quit());

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
