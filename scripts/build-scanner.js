// Compiles the byte scanner to WebAssembly and writes it as a module, so that source, tests and every bundle load it
// the same way. `--check` only says whether the module is what the source compiles to.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = 'src/engine/transcript/scanner';
const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--enable', 'bulk-memory', '--importMemory'];

const scratch = mkdtempSync(join(tmpdir(), 'ghostlight-scanner-'));
const wasm = join(scratch, 'scanner.wasm');
execFileSync(
  process.execPath,
  ['node_modules/assemblyscript/bin/asc.js', `${folder}/scanner.as.ts`, '-o', wasm, '--noAssert', ...options],
  { stdio: 'inherit' },
);
const module = `// Compiled from scanner.as.ts by \`npm run build:scanner\`; do not edit.
export const SCANNER_WASM =
  '${readFileSync(wasm).toString('base64')}';
`;
rmSync(scratch, { recursive: true });

const path = `${folder}/scanner.wasm.ts`;
if (!process.argv.includes('--check')) writeFileSync(path, module);
else if (readFileSync(path, 'utf8') !== module) {
  console.error(`${path} is not what scanner.as.ts compiles to: run npm run build:scanner`);
  process.exit(1);
}
