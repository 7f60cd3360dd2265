import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright';

/** A screenshot with 256 colours: a quarter of the bytes, and nobody sees the difference in a window without photographs. */
export async function smallPng(screenshot: Buffer, page: Page): Promise<Buffer> {
  const { width, height, pixels } = await decode(screenshot, page);
  const { palette, indexes } = reduce(pixels);
  // Each line begins with its filter: none.
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) indexes.copy(lines, y * (width + 1) + 1, y * width, (y + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits of a palette for each pixel.
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}

const MOST_COLOURS = 256;

/** The most frequent colours stay as they are, the others become the nearest of these. `pixels`: 0xrrggbb. */
function reduce(pixels: Uint32Array): { palette: Buffer; indexes: Buffer } {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const kept = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_COLOURS);
  const colours = kept.map(([colour]) => colour);
  const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, colours)]));
  return {
    palette: Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    indexes: Buffer.from(Uint8Array.from(pixels, (pixel) => indexOf.get(pixel) ?? 0)),
  };
}

function nearest(colour: number, colours: readonly number[]): number {
  let [best, least] = [0, Infinity];
  colours.forEach((other, index) => {
    const parts = [16, 8, 0].map((shift) => ((colour >> shift) & 255) - ((other >> shift) & 255));
    const distance = parts.reduce((sum, part) => sum + part * part, 0);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** Chromium reads what Chromium wrote. */
async function decode(png: Buffer, page: Page): Promise<{ width: number; height: number; pixels: Uint32Array }> {
  const read = await page.evaluate<{ width: number; height: number; base64: string }>(
    `(${READ})('${png.toString('base64')}')`,
  );
  const { width, height, base64 } = read;
  const rgba = Buffer.from(base64, 'base64');
  const pixels = new Uint32Array(width * height);
  for (let n = 0; n < pixels.length; n += 1) pixels[n] = rgba.readUInt32BE(n * 4) >>> 8;
  return { width, height, pixels };
}

/** Runs in a page. As text, because scripts know no DOM. */
const READ = `async (png) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return { width, height, base64: btoa(text) };
}`;
