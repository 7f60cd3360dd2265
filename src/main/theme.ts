import { nativeTheme } from 'electron';
import type { Settings } from '../shared/contract.ts';

/** Light, dark, or as the system has it: native menus and the page's `prefers-color-scheme` both follow. */
export function applyTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme;
}
