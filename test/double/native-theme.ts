import { EventEmitter } from 'node:events';
import { host, insist } from './remote.ts';

const SOURCES = ['system', 'light', 'dark'] as const;
type Source = (typeof SOURCES)[number];

class NativeTheme extends EventEmitter {
  #source: Source = 'system';
  readonly #system: 'light' | 'dark' = process.env['DOUBLE_COLOR_SCHEME'] === 'dark' ? 'dark' : 'light';

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (!SOURCES.includes(source)) throw new TypeError(`${source} is no theme.`);
    this.#source = source;
    insist(host.call('setColorScheme', this.shouldUseDarkColors ? 'dark' : 'light'));
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return (this.#source === 'system' ? this.#system : this.#source) === 'dark';
  }
}

export const nativeTheme = new NativeTheme();
