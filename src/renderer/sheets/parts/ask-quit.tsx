import { useState } from 'react';
import { ask } from '../../api/index.ts';
import { useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './ask-quit.module.css';

type Asked = 'no' | 'asking' | 'asked' | 'failed';

/** Asks Claude to quit, on a press only, and only where this face can. */
export function AskQuit() {
  const can = useStore(({ live }) => live?.can.quitClaude === true && live.claudeRunning !== false && !live.sample);
  const mac = useStore(({ live }) => live?.platform === 'darwin');
  const [asked, setAsked] = useState<Asked>('no');
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
        {asked === 'asked' && t.restore.askedQuit}
        {asked === 'failed' && (mac ? t.restore.askQuitFailedMac : t.restore.askQuitFailed)}
      </span>
    </>
  );
}
