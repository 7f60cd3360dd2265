import { readFileSync } from 'node:fs';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** What a document may take up of memory, in bytes: a few lines of PDF can ask for gigabytes. */
const MOST_MEMORY = 512 << 20;

/** From source the code stands where npm put it; in a bundle it is a file beside the bundle. */
const CODE = new URL(
  import.meta.url.endsWith('.ts') ? '../../../node_modules/@hyzyla/pdfium/dist/pdfium.wasm' : './pdfium.wasm',
  import.meta.url,
);

/**
 * PDFium as WebAssembly: it sees the bytes that it is given, and has no file, network or script of its own. `isFull`: it
 * wanted more memory than it may have.
 */
export async function loadPdfium() {
  let isFull = false;
  const library = await PDFiumLibrary.init({
    instantiateWasm: (imports, onReady) => {
      const env = imports['env'] as unknown as Environment;
      const grow = env.emscripten_resize_heap;
      env.emscripten_resize_heap = (wanted) => {
        const isTooMuch = wanted >>> 0 > MOST_MEMORY;
        isFull ||= isTooMuch;
        return !isTooMuch && grow(wanted);
      };
      const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(CODE)), imports);
      onReady(instance);
      return instance.exports;
    },
  });
  return { library, isFull: () => isFull };
}

export type Pdfium = Awaited<ReturnType<typeof loadPdfium>>;

/** What the compiled code calls to get more memory; `wanted` is the whole, in bytes. */
interface Environment {
  emscripten_resize_heap: (wanted: number) => boolean;
}
