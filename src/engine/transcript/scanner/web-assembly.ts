/** The part of WebAssembly that the scanner uses. TypeScript declares it for browsers only, and this is Node. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => WasmModule;
  Memory: new (descriptor: { initial: number }) => WasmMemory;
  Instance: new (module: WasmModule, imports: { env: { memory: WasmMemory } }) => { exports: object };
}

/** Compiled code. It can be posted to a worker. */
export type WasmModule = object;

export interface WasmMemory {
  /** Another one after each `grow`. */
  buffer: ArrayBuffer;
  /** By pages of 64 KiB. */
  grow(pages: number): number;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
