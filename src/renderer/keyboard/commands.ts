import { useEffect } from 'react';
import type { Events } from '../../shared/contract.ts';
import { on } from '../api/index.ts';
import { openFind } from '../reader/find/open-find.ts';
import { chosenSessions } from '../list/chosen.ts';
import { sayDone } from '../sheets/toasts.ts';
import { closeSheet, openSheet, refresh, reviewRestore, showPage, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';

/** What menus, keys and the palette can ask of the window. None of it writes: what would, shows its plan first. */
export type Command = Events['command'];

/** The field of the filter. */
export const FILTER_ID = 'filter';

const COMMANDS: Readonly<Record<Command, () => void>> = {
  refresh: () => void lookAgain(),
  'restore-all': () => reviewRestore(null),
  'undo-last': () => openSheet({ kind: 'undo', receipt: null }),
  find: () => {
    if (!openFind()) focusFilter();
  },
  export: exportChosen,
  settings: () => openSheet({ kind: 'settings' }),
  health: () => showPage('health'),
  history: () => showPage('history'),
  shortcuts: () => openSheet({ kind: 'shortcuts' }),
};

export function runCommand(command: Command): void {
  if (!isHeld()) COMMANDS[command]();
}

export function togglePalette(): void {
  if (isHeld()) return;
  if (useStore.getState().sheet?.kind === 'palette') closeSheet();
  else openSheet({ kind: 'palette' });
}

/** A plan is being read, or something runs that has to be watched: no key and no menu pulls it away. */
function isHeld(): boolean {
  const { sheet } = useStore.getState();
  return sheet !== null && ['restore', 'undo', 'export'].includes(sheet.kind);
}

/** Lets the app's menu and tray act on the window. Called once, in the frame. */
export function useCommands(): void {
  useEffect(() => on('command', runCommand), []);
}

/** Says also that nothing has changed: else nobody knows that anything was done. */
async function lookAgain(): Promise<void> {
  const changed = await refresh();
  if (changed !== null) sayDone(t.toasts.lookedAgain(changed));
}

/** What is ticked, or the open one. */
function exportChosen(): void {
  const ids = chosenSessions()
    .filter(({ hasTranscript }) => hasTranscript)
    .map(({ id }) => id);
  if (ids.length === 0) sayDone(t.export.noneChosen);
  else openSheet({ kind: 'export', ids });
}

/** The filter belongs to the list, so that comes to the front. Where there is no list there is no field. */
export function focusFilter(): void {
  const field = document.getElementById(FILTER_ID);
  if (!(field instanceof HTMLInputElement)) return;
  showPage('list');
  field.focus();
  field.select();
}
