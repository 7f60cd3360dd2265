// @ts-check
import tseslint from 'typescript-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';

/**
 * The layers of the house and what each may not import. The folder says where code may run.
 * @param {string[]} files
 * @param {(({ group: string[] } | { regex: string }) & { message: string })[]} patterns
 * @returns {import('eslint').Linter.Config}
 */
const layer = (files, patterns) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });

const electron = {
  group: ['electron', 'electron/*'],
  message: 'Electron belongs to src/main and src/preload.',
};
const faces = {
  group: ['**/main/**', '**/preload/**', '**/renderer/**', '**/cli/**', '**/web/**'],
  message: 'Data flows one way: a face may know this layer, this layer knows no face.',
};
const view = {
  group: ['react', 'react-dom', 'react/*', 'react-dom/*', 'zustand'],
  message: 'The engine holds no pixel.',
};
const engine = {
  group: ['**/engine/**'],
  message: 'Only src/shared may be imported here; the engine is reached through the contract.',
};
const platform = { group: ['node:*', 'fs', 'path', 'os'], message: 'This code also runs in a browser.' };
const network = {
  regex: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)',
  message: 'Nothing leaves the machine: only src/web listens, and on loopback.',
};
const writing = {
  group: ['**/restore/**'],
  message: 'Only a face may ask for a restore: the rooms that read must not be able to write.',
};

export default defineConfig(
  globalIgnores(['out', 'dist', 'coverage', '**/*.as.ts', '**/*.wasm.ts']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A name that begins with an underscore says itself that only its place counts.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  layer(['src/shared/**'], [electron, faces, view, engine, platform]),
  layer(['src/engine/**'], [electron, faces, view, network]),
  layer(
    ['src/engine/claude/**', 'src/engine/transcript/**', 'src/engine/inventory/**'],
    [electron, faces, view, network, writing],
  ),
  layer(['src/main/**', 'src/preload/**', 'src/cli/**'], [network]),
  layer(['src/renderer/**'], [electron, engine, platform]),
  layer(['src/web/**'], [electron, view]),
  { files: ['src/renderer/**', 'test/component/**'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['src/engine/**', 'src/shared/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'localStorage', 'location'],
        ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
      ],
    },
  },
  { files: ['scripts/**', 'test/bench/**', 'src/cli/**'], rules: { 'no-console': 'off' } },
);
