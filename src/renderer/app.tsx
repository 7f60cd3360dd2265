import { useEffect } from 'react';
import { useStore } from './store/index.ts';
import { AppShell } from './shell/app-shell.tsx';
import { Stumble } from './shell/stumble.tsx';

/** Shows the store; whoever mounts it keeps that on the engine's state, with `startSync`. */
export function App() {
  useAppearance();
  return (
    <Stumble>
      <AppShell />
    </Stumble>
  );
}

/** Theme and text size are attributes of the root; tokens.css does the rest. */
function useAppearance(): void {
  const settings = useStore((store) => store.settings);
  useEffect(() => {
    const root = document.documentElement.dataset;
    if (settings === null || settings.theme === 'system') delete root['theme'];
    else root['theme'] = settings.theme;
    if (settings === null) delete root['textSize'];
    else root['textSize'] = settings.textSize;
  }, [settings]);
}
