import { t } from '../../../../strings/index.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import { DiffView } from '../../diff/diff-view.tsx';
import type { BodyProps } from './body-props.ts';
import { Outcome, Quiet, Said } from './parts.tsx';

const words = t.blocks;

/** What was changed in a file, or all of a new one; and why not, where it failed. */
export function EditBody({ entry, view: { file, hunks, more }, context }: BodyProps<'edit'>) {
  const isDone = entry.status === 'done';
  return (
    <>
      <Said>{file}</Said>
      {hunks.length > 0 && <DiffView context={context} name={`${entry.entry}:diff`} file={file} hunks={hunks} />}
      {more !== null && (
        <CodeBlock
          context={context}
          name={`${entry.entry}:more`}
          excerpt={more}
          label={words.wholeDiff}
          language="diff"
        />
      )}
      {hunks.length === 0 && more === null && isDone && <Quiet>{words.noChange}</Quiet>}
      {!isDone && <Outcome entry={entry} context={context} />}
    </>
  );
}
