import { FlaskConical } from 'lucide-react';
import { ask } from '../api/index.ts';
import { useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Button, IconGlyph } from '../ui/index.ts';
import { useAsk } from './use-ask.ts';
import styles from './sample-bar.module.css';

/** Says without pause that what is shown is made up. */
export function SampleBar() {
  const sample = useStore(({ live }) => live?.sample ?? false);
  const leave = useAsk(() => ask('sample.show', { on: false }));
  if (!sample) return null;
  return (
    <div className={styles['bar']} role="note">
      <IconGlyph icon={FlaskConical} size="s" />
      <strong>{t.frame.sample}</strong>
      <Button tone="quiet" size="s" busy={leave.busy} onClick={leave.run}>
        {t.frame.leaveSample}
      </Button>
    </div>
  );
}
