import { shortcutGroups } from '../keyboard/shortcuts.ts';
import { closeSheet, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Dialog, Kbd } from '../ui/index.ts';
import styles from './shortcuts-sheet.module.css';

/** Every key that does something, in one place. */
export function ShortcutsSheet() {
  const open = useStore(({ sheet }) => sheet?.kind === 'shortcuts');
  if (!open) return null;
  return (
    <Dialog open onClose={closeSheet} title={t.shortcuts.name} size="l">
      <div className={styles['groups']}>
        {shortcutGroups.map(({ name, shortcuts }) => (
          <section key={name}>
            <h3 className={styles['name']}>{name}</h3>
            <dl>
              {shortcuts.map(({ keys, does }) => (
                <div key={does} className={styles['row']}>
                  <dt>{does}</dt>
                  <dd className={styles['keys']}>
                    {keys.map((key) => (
                      <Kbd key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
