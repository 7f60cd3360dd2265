import { lazy, Suspense, useState } from 'react';
import { useLinks } from '../reader/follow-link.ts';
import { Toaster } from '../sheets/toaster.tsx';
import { useStore, type SheetState } from '../store/index.ts';
import { isNothingHere } from '../overview/facts.ts';
import { useCommands } from '../keyboard/commands.ts';
import { useKeysAhead } from '../keyboard/keys-ahead.ts';
import { useReturnFocus } from '../keyboard/use-return-focus.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Overview } from '../overview/overview.tsx';
import { TooltipProvider, useSteadyPress } from '../ui/index.ts';
import { Welcome } from '../welcome/welcome.tsx';
import styles from './app-shell.module.css';
import { ElsewhereBar } from './elsewhere-bar.tsx';
import { Panes } from './panes.tsx';
import { TitleBar } from './title-bar.tsx';

/** Sheets come when they are first called, so that the list is there sooner. */
const SHEETS = {
  restore: lazy(async () => ({ default: (await import('../sheets/restore-sheet.tsx')).RestoreSheet })),
  undo: lazy(async () => ({ default: (await import('../sheets/undo-sheet.tsx')).UndoSheet })),
  export: lazy(async () => ({ default: (await import('../sheets/export-sheet.tsx')).ExportSheet })),
  settings: lazy(async () => ({ default: (await import('../sheets/settings-sheet.tsx')).SettingsSheet })),
  palette: lazy(async () => ({ default: (await import('../sheets/command-palette.tsx')).CommandPalette })),
  shortcuts: lazy(async () => ({ default: (await import('../sheets/shortcuts-sheet.tsx')).ShortcutsSheet })),
} satisfies Record<SheetState['kind'], unknown>;

const KINDS = ['restore', 'undo', 'export', 'settings', 'palette', 'shortcuts'] as const;

/** The window: the bar, the overview, the panes, and what floats over them. */
export function AppShell() {
  useSteadyPress();
  useCommands();
  useKeysAhead();
  useShortcuts();
  useReturnFocus();
  useLinks();
  return (
    <TooltipProvider>
      <div className={styles['shell']}>
        <TitleBar />
        <main className={styles['main']}>
          <ElsewhereBar />
          <Middle />
        </main>
      </div>
      <Sheets />
      <Toaster />
    </TooltipProvider>
  );
}

/** The overview and the panes; a welcome where there is nothing to show in them. */
function Middle() {
  const isEmpty = useStore(({ live, page }) => page === 'list' && live !== null && isNothingHere(live));
  if (isEmpty) return <Welcome />;
  return (
    <>
      <Overview />
      <Panes />
    </>
  );
}

/** Each sheet is mounted from its first call on, and shows itself by `store.sheet`. */
function Sheets() {
  const kind = useStore(({ sheet }) => sheet?.kind ?? null);
  const [called, setCalled] = useState<ReadonlySet<SheetState['kind']>>(new Set());
  if (kind !== null && !called.has(kind)) setCalled(new Set([...called, kind]));
  // Each waits for itself alone: one that is still being loaded must not keep the one before it open.
  return KINDS.filter((one) => called.has(one)).map((one) => {
    const Sheet = SHEETS[one];
    return (
      <Suspense key={one} fallback={null}>
        <Sheet />
      </Suspense>
    );
  });
}
