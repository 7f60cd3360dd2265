import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

export const SMALLEST = { width: 640, height: 480 };
const USUAL = { width: 1280, height: 800 };
/** How much of the window has to be on a screen for a hand to get hold of it, in pixels. */
const GRIP = 64;

const schema = v.object({
  bounds: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  maximized: v.boolean(),
});
export type WindowState = v.InferOutput<typeof schema>;

/** Where the window was; its usual size in the middle of the first screen where that is not known or not on a screen. */
export function readWindowState(file: string, screens: readonly Rectangle[]): WindowState {
  const { bounds, maximized } = read(file) ?? { bounds: null, maximized: false };
  for (const screen of screens) {
    const placed = bounds === null ? null : { x: bounds.x, y: bounds.y, ...fitted(bounds, screen) };
    if (placed !== null && overlaps(placed, screen)) return { bounds: placed, maximized };
  }
  const home = screens[0] ?? { x: 0, y: 0, ...USUAL };
  const size = fitted(bounds ?? USUAL, home);
  return { bounds: { ...centred(size, home), ...size }, maximized };
}

/** A state that can't be kept is no reason to bother anybody. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // The window opens in its usual place next time.
  }
}

function read(file: string): WindowState | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function overlaps(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const topVisible = window.y >= screen.y && window.y + GRIP <= screen.y + screen.height;
  return across >= GRIP && topVisible;
}

function fitted(size: { width: number; height: number }, screen: Rectangle): { width: number; height: number } {
  return {
    width: Math.round(Math.max(SMALLEST.width, Math.min(size.width, screen.width))),
    height: Math.round(Math.max(SMALLEST.height, Math.min(size.height, screen.height))),
  };
}

function centred(size: { width: number; height: number }, screen: Rectangle): { x: number; y: number } {
  return {
    x: Math.round(screen.x + Math.max(0, screen.width - size.width) / 2),
    y: Math.round(screen.y + Math.max(0, screen.height - size.height) / 2),
  };
}
