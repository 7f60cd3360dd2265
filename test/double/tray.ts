import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import type { NativeImage } from './native-image.ts';

export class Tray extends EventEmitter {
  /** Those that are shown, for tests. */
  static readonly shown: Tray[] = [];
  readonly image: NativeImage;
  menu: Menu | null = null;
  toolTip = '';

  constructor(image: NativeImage) {
    super();
    if (!image.dense) throw new Error('A tray icon needs a drawing for dense screens.');
    this.image = image;
    Tray.shown.push(this);
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setContextMenu(menu: Menu): void {
    this.menu = menu;
  }

  destroy(): void {
    Tray.shown.splice(Tray.shown.indexOf(this), 1);
  }
}
