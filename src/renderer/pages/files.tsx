import { folderName, t } from '../strings/index.ts';
import { Disclosure } from '../ui/index.ts';
import styles from './files.module.css';

/** More than that are folded away at first. */
const FEW = 3;
/** And no more than that are shown at all: the rest is of the same kind. */
const MOST = 500;

interface FilesProps {
  summary: string;
  lines: readonly { path: string; words: string }[];
}

/** Files or folders, each with what is wrong with it. */
export function Files({ summary, lines }: FilesProps) {
  const left = lines.length - MOST;
  return (
    <div className={styles['files']}>
      <Disclosure summary={summary} defaultOpen={lines.length <= FEW}>
        <ul className={styles['lines']}>
          {lines.slice(0, MOST).map(({ path, words }, i) => (
            <li key={`${i} ${path}`}>
              <p>{sentenceOf(path, words)}</p>
              <code className={styles['file']}>{path}</code>
            </li>
          ))}
        </ul>
        {left > 0 && <p className={styles['more']}>{t.health.andMore(left)}</p>}
      </Disclosure>
    </div>
  );
}

/** The engine speaks of a file with the file as the subject ("… is empty"), or in a whole sentence. */
function sentenceOf(path: string, words: string): string {
  const sentence = /^\p{Lu}/u.test(words) ? words : `${folderName(path)} ${words}`;
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
