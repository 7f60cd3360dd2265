import { useEffect, useState } from 'react';
import type { Platform } from '../../../shared/model.ts';
import { ask } from '../../api/index.ts';
import { refresh, useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './ask-quit.module.css';

/** `stayed`: it was given time to quit, and still runs. */
type Asked = 'no' | 'asking' | 'asked' | 'stayed' | 'failed';

/** So long Claude may take to quit before it is looked for again. */
const TIME_TO_QUIT_MS = 4_000;

/** Asks Claude to quit, on a press only, and only where this face can. `reopens`: it is to be opened again after that. */
export function AskQuit({ reopens = false }: { reopens?: boolean }) {
  const can = useStore(({ live }) => live?.can.quitClaude === true && live.claudeRunning !== false && !live.sample);
  const platform = useStore(({ live }) => live?.platform ?? null);
  const [asked, setAsked] = useState<Asked>('no');
  useEffect(() => {
    if (asked !== 'asked') return;
    const look = async (): Promise<void> => {
      await refresh();
      if (useStore.getState().live?.claudeRunning === true) setAsked('stayed');
    };
    const timer = setTimeout(() => void look(), TIME_TO_QUIT_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  if (!can) return null;
  const press = (): void => {
    setAsked('asking');
    ask('claude.quit', {}).then(
      (answer) => setAsked(answer.asked ? 'asked' : 'failed'),
      () => setAsked('failed'),
    );
  };
  return (
    <>
      <Button size="s" busy={asked === 'asking'} onClick={press}>
        {t.restore.askQuit}
      </Button>
      <span className={styles['said']} role="status">
        {wordsFor(asked, platform, reopens)}
      </span>
    </>
  );
}

function wordsFor(asked: Asked, platform: Platform | null, reopens: boolean): string | null {
  const isWindows = platform === 'win32';
  switch (asked) {
    case 'no':
    case 'asking':
      return null;
    case 'asked':
      return isWindows ? t.restore.askedQuitWindows : t.restore.askedQuit;
    case 'stayed':
      // There its window is asked to close, and with its tray icon on it only hides.
      if (isWindows) return reopens ? t.restore.onlyHidden : t.restore.onlyHiddenHere;
      return t.restore.askedQuit;
    case 'failed':
      return platform === 'darwin' ? t.restore.askQuitFailedMac : t.restore.askQuitFailed;
  }
}
