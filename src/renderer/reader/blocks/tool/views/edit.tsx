import { useMemo } from 'react';
import type { Excerpted } from '../../../../../shared/reading.ts';
import { t } from '../../../../strings/index.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import { DiffView } from '../../diff/diff-view.tsx';
import { hunksIn } from '../../diff/unified.ts';
import { More } from '../../parts/more.tsx';
import { useFolded } from '../../parts/use-folded.ts';
import type { BodyProps } from './body-props.ts';
import { Outcome, Quiet, Said } from './parts.tsx';

const words = t.blocks;

/** A longer diff is shown as text: as many lines as it has would hold up the window. In characters. */
const MOST = 100_000;

/** What was changed in a file, or all of a new one; and why not, where it failed. */
export function EditBody({ entry, view, context }: BodyProps<'edit'>) {
  const { file, hunks, more } = view;
  const isDone = entry.status === 'done';
  return (
    <>
      <Said>{file}</Said>
      {more !== null ? (
        <CutDiff entry={entry} view={view} context={context} more={more} />
      ) : (
        hunks.length > 0 && <DiffView context={context} name={`${entry.entry}:diff`} file={file} hunks={hunks} />
      )}
      {hunks.length === 0 && more === null && isDone && <Quiet>{words.noChange}</Quiet>}
      {!isDone && <Outcome entry={entry} context={context} />}
    </>
  );
}

/** A diff of which the beginning was sent; all of it in its place once that is asked for. */
function CutDiff({ entry, view: { file, hunks }, context, more }: BodyProps<'edit'> & { more: Excerpted }) {
  const name = `${entry.entry}:more` as const;
  const folded = useFolded(context, name, more, null);
  const isWhole = folded.rest === 'none' || folded.rest === 'beyond';
  const shown = useMemo(() => (isWhole ? hunksIn(folded.all) : hunks), [isWhole, folded.all, hunks]);
  if (isWhole && folded.all.length > MOST) {
    return <CodeBlock context={context} name={name} excerpt={more} label={words.wholeDiff} language="diff" />;
  }
  return (
    <>
      <DiffView context={context} name={`${entry.entry}:diff`} file={file} hunks={shown} all={isWhole} />
      <More folded={folded} />
    </>
  );
}
