import { existsSync, readFileSync } from 'node:fs';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

export class NativeImage {
  readonly path: string;
  /** A second drawing for dense screens lies beside it. */
  readonly dense: boolean;
  #template = false;

  constructor(path: string) {
    // Electron shows an empty picture instead, which nobody sees in a test.
    if (!readFileSync(path).subarray(0, 4).equals(PNG)) throw new Error(`${path} is no PNG.`);
    this.path = path;
    this.dense = existsSync(path.replace(/\.png$/, '@2x.png'));
  }

  setTemplateImage(template: boolean): void {
    this.#template = template;
  }

  isTemplateImage(): boolean {
    return this.#template;
  }
}

export const nativeImage = { createFromPath: (path: string): NativeImage => new NativeImage(path) };
