import { CircleCheck, CircleX } from 'lucide-react';
import type { ExportResult } from '../../../shared/reading.ts';
import { useStore } from '../../store/index.ts';
import { folderName, formatSize, t } from '../../strings/index.ts';
import { IconGlyph } from '../../ui/index.ts';
import styles from './export.module.css';

const words = t.export;

/** How many were written, where they are, and which could not be and why. */
export function Result({ result }: { result: ExportResult }) {
  const { folder, files, failed, cancelled } = result;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <div className={styles['stage']}>
      <div className={styles['outcome']} role="status">
        <span className={styles['icon']}>
          <IconGlyph icon={files.length > 0 ? CircleCheck : CircleX} size="l" />
        </span>
        <div>
          <p className={styles['big']}>{files.length === 0 ? words.nothing : words.done(files.length)}</p>
          {cancelled ? <p>{words.stopped(files.length)}</p> : files.length > 0 && <p>{formatSize(bytes)}</p>}
        </div>
      </div>
      {folder !== null && files.length > 0 && (
        <div>
          <p className={styles['label']}>{words.into}</p>
          <code className={styles['path']}>{folder}</code>
        </div>
      )}
      {failed.length > 0 && <Failed failed={failed} />}
      {files.length > 0 && (
        <div>
          <p className={styles['label']}>{words.files}</p>
          <ul className={styles['files']}>
            {files.slice(0, MOST).map(({ path, bytes: size }) => (
              <li key={path}>
                <span className={styles['file']} title={path}>
                  {folderName(path)}
                </span>
                <span className={styles['quiet']}>{formatSize(size)}</span>
              </li>
            ))}
          </ul>
          {files.length > MOST && <p className={styles['quiet']}>{t.health.andMore(files.length - MOST)}</p>}
        </div>
      )}
    </div>
  );
}

/** Whoever exports hundreds looks into the folder. */
const MOST = 50;

function Failed({ failed }: Pick<ExportResult, 'failed'>) {
  const sessions = useStore(({ live }) => live?.sessions);
  return (
    <div>
      <p className={styles['label']}>{words.failed(failed.length)}</p>
      <ul className={styles['failed']}>
        {failed.slice(0, MOST).map(({ session, why }) => (
          <li key={session}>
            <p className={styles['name']}>{sessions?.get(session)?.title ?? words.unknown}</p>
            <p className={styles['quiet']}>{why}</p>
          </li>
        ))}
      </ul>
      {failed.length > MOST && <p className={styles['quiet']}>{t.health.andMore(failed.length - MOST)}</p>}
    </div>
  );
}
