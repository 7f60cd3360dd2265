import { useEffect } from 'react';
import { startSync, useStore } from './store/index.ts';
import { AppShell } from './shell/app-shell.tsx';
import { Stumble } from './shell/stumble.tsx';

export function App() {
  useEffect(startSync, []);
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
