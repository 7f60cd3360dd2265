import { useEffect } from 'react';
import type { Events } from '../../shared/contract.ts';
import { on } from '../api/index.ts';
import { openSheet, refresh, reviewRestore, showPage, useStore } from '../store/index.ts';

/** What menus, keys and the palette can ask of the window. None of it writes: what would, shows its plan first. */
export type Command = Events['command'];

/** The field of the filter. */
export const FILTER_ID = 'filter';

const COMMANDS: Readonly<Record<Command, () => void>> = {
  refresh: () => void refresh(),
  'restore-all': () => reviewRestore(null),
  'undo-last': () => openSheet({ kind: 'undo', receipt: null }),
  find: focusFilter,
  settings: () => openSheet({ kind: 'settings' }),
  health: () => showPage('health'),
  history: () => showPage('history'),
  shortcuts: () => openSheet({ kind: 'shortcuts' }),
};

export const runCommand = (command: Command): void => COMMANDS[command]();

/** Lets the app's menu and tray act on the window. Called once, in the frame. */
export function useCommands(): void {
  useEffect(
    () =>
      on('command', (command) => {
        // Something runs that has to be watched, or a plan is being read: the menu does not pull it away.
        if (useStore.getState().sheet?.kind !== 'restore') runCommand(command);
      }),
    [],
  );
}

/** The filter belongs to the list: from another page, that comes first. At once, or the first letters typed get lost. */
export function focusFilter(): void {
  if (useStore.getState().page !== 'list') showPage('list');
  const field = document.getElementById(FILTER_ID);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
