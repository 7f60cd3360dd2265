import type { PDFiumDocument } from '@hyzyla/pdfium';
import { encode } from 'fast-png';
import type { PageSize, ReaderPage } from '../../shared/reading.ts';
import { missing } from './missing.ts';
import { loadPdfium } from './pdfium.ts';
import type { Pdfium } from './pdfium.ts';

/** What a picture of a page fits into, in pixels: for a screen with two to a point. The area bounds what is drawn. */
const FRAMES: Record<PageSize, { width: number; height: number; area: number }> = {
  thumbnail: { width: 640, height: 320, area: 640 * 320 },
  large: { width: 1700, height: 8000, area: 4_200_000 },
};

/** As the library says it. */
const LOCKED = /password|security/i;

/** Draws pages of one document at a time. After an answer without a picture it is not to be used any more. */
export class Drawing {
  #pdfium: Promise<Pdfium> | null = null;
  #document: PDFiumDocument | null = null;

  /** `bytes`: another document; null for the one that was drawn last. Pages count from 1. */
  async draw(bytes: Uint8Array | null, page: number, size: PageSize): Promise<ReaderPage> {
    this.#pdfium ??= loadPdfium();
    const pdfium = await this.#pdfium;
    try {
      if (bytes !== null) await this.#open(pdfium, bytes);
      return this.#document === null ? missing('damaged') : await drawPage(this.#document, page, size);
    } catch (error) {
      if (pdfium.isFull()) return missing('too-large');
      return missing(error instanceof Error && LOCKED.test(error.message) ? 'locked' : 'damaged');
    }
  }

  async #open({ library }: Pdfium, bytes: Uint8Array): Promise<void> {
    this.#document?.destroy();
    this.#document = null;
    this.#document = await library.loadDocument(bytes);
  }
}

async function drawPage(document: PDFiumDocument, number: number, size: PageSize): Promise<ReaderPage> {
  const pages = document.getPageCount();
  if (pages <= 0) return missing('empty');
  if (number > pages) return missing('damaged', pages);
  const page = document.getPage(number - 1);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  // A page that cannot be read has no size.
  if (!(originalWidth > 0 && originalHeight > 0)) return missing('damaged', pages);
  const { data } = await page.render({
    ...fit(originalWidth, originalHeight, size),
    render: (pixels) => Promise.resolve(encode({ ...pixels, channels: 4 })),
  });
  return { is: 'page', pages, data: Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64') };
}

function fit(width: number, height: number, size: PageSize): { width: number; height: number } {
  const frame = FRAMES[size];
  const scale = Math.min(frame.width / width, frame.height / height, Math.sqrt(frame.area / width / height));
  const pixels = (length: number): number => Math.max(1, Math.floor(length * scale));
  return { width: pixels(width), height: pixels(height) };
}
