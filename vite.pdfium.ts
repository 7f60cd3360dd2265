import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Lays PDFium's compiled code beside the worker that reads it (src/engine/pdf). */
export function pdfiumCode(): Plugin {
  const file = fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'));
  return {
    name: 'pdfium-code',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'pdfium.wasm', source: readFileSync(file) });
    },
  };
}
