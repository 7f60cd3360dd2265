import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { BACKGROUND } from '../../../src/main/background.ts';

/** A window that opens in another colour than its page flashes. */
it('the window opens in the colours of its page', () => {
  const tokens = readFileSync(path.join(import.meta.dirname, '../../../src/renderer/tokens.css'), 'utf8');
  const [, light, dark] = /--ground: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/.exec(tokens) ?? [];
  expect({ light, dark }).toEqual(BACKGROUND);
});
