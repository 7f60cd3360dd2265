import { ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react';
import { formatSize, t } from '../../../strings/index.ts';
import { Button, IconGlyph } from '../../../ui/index.ts';
import type { Folded } from './use-folded.ts';
import styles from './more.module.css';

const words = t.blocks;

/** Under a text that is not all there: the way to the rest of it, and back. */
export function More({ folded }: { folded: Folded }) {
  const { rest, hasMore, isUnfolded, lines, length, all, unfold, fold } = folded;
  if (!hasMore && !isUnfolded) return null;
  const label = lines === null ? words.showSize(formatSize(length)) : words.showLines(lines);
  return (
    <div className={styles['more']} data-no-find>
      {hasMore ? (
        <Button size="s" tone="quiet" icon={ChevronDown} busy={rest === 'loading'} onClick={unfold}>
          {rest === 'loading' ? words.loadingRest : label}
        </Button>
      ) : (
        <Button size="s" tone="quiet" icon={ChevronUp} onClick={fold}>
          {words.showLess}
        </Button>
      )}
      {rest === 'failed' && <Warning>{words.restFailed}</Warning>}
      {rest === 'beyond' && <Warning>{words.onlyBeginning(formatSize(all.length))}</Warning>}
    </div>
  );
}

function Warning({ children }: { children: string }) {
  return (
    <span className={styles['warning']} role="status">
      <IconGlyph icon={TriangleAlert} size="s" />
      {children}
    </span>
  );
}
