import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SMALLEST, readWindowState, writeWindowState } from '../../../src/main/window-state.ts';

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 };
const BESIDE = { x: 1440, y: 0, width: 2560, height: 1440 };

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-window-'));
  file = path.join(folder, 'state', 'window.json');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const keep = (bounds: { x: number; y: number; width: number; height: number }, maximized = false): void =>
  writeWindowState(file, { bounds, maximized });

test('the first start opens in the middle of the first screen', () => {
  expect(readWindowState(file, [LAPTOP, BESIDE])).toEqual({
    bounds: { x: 80, y: 63, width: 1280, height: 800 },
    maximized: false,
  });
});

test('the window comes back where it was, on whichever screen', () => {
  keep({ x: 1600, y: 100, width: 1000, height: 700 }, true);
  expect(readWindowState(file, [LAPTOP, BESIDE])).toEqual({
    bounds: { x: 1600, y: 100, width: 1000, height: 700 },
    maximized: true,
  });
});

test('a screen that was unplugged does not take the window with it', () => {
  keep({ x: 1600, y: 100, width: 1000, height: 700 });
  const { bounds } = readWindowState(file, [LAPTOP]);
  expect(bounds).toEqual({ x: 220, y: 113, width: 1000, height: 700 });
});

test('a window whose title bar would be out of reach is moved', () => {
  keep({ x: 200, y: -300, width: 1000, height: 700 });
  expect(readWindowState(file, [LAPTOP]).bounds.y).toBeGreaterThanOrEqual(LAPTOP.y);
});

test('a window larger than its screen is made to fit', () => {
  keep({ x: 0, y: 25, width: 4000, height: 3000 });
  expect(readWindowState(file, [LAPTOP]).bounds).toMatchObject({ width: 1440, height: 875 });
});

test('a window of which only a part that has to go is on the screen is moved', () => {
  keep({ x: -3000, y: 25, width: 4000, height: 700 });
  expect(readWindowState(file, [LAPTOP]).bounds).toEqual({ x: 0, y: 113, width: 1440, height: 700 });
});

test('whatever the file says, the window can be seen and is not too small', () => {
  const number = fc.oneof(fc.double({ noNaN: false }), fc.integer());
  const anything = fc.oneof(
    fc.json(),
    fc
      .record({ bounds: fc.record({ x: number, y: number, width: number, height: number }), maximized: fc.boolean() })
      .map((state) => JSON.stringify(state)),
  );
  fs.mkdirSync(path.dirname(file));
  fc.assert(
    fc.property(anything, (text) => {
      fs.writeFileSync(file, text);
      const { bounds } = readWindowState(file, [LAPTOP]);
      expect(bounds.width).toBeGreaterThanOrEqual(SMALLEST.width);
      expect(bounds.height).toBeGreaterThanOrEqual(SMALLEST.height);
      expect(bounds.width).toBeLessThanOrEqual(LAPTOP.width);
      expect(bounds.x).toBeLessThan(LAPTOP.x + LAPTOP.width);
      expect(bounds.x + bounds.width).toBeGreaterThan(LAPTOP.x);
      expect(bounds.y).toBeGreaterThanOrEqual(LAPTOP.y);
      expect(bounds.y).toBeLessThan(LAPTOP.y + LAPTOP.height);
    }),
  );
});

test('a place that cannot be kept costs nothing', () => {
  fs.writeFileSync(path.join(folder, 'state'), 'a file where the folder should be');
  expect(() => keep({ x: 0, y: 0, width: 900, height: 600 })).not.toThrow();
});
