import { t } from '../../../../strings/index.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Labelled, Outcome, Quiet, Said } from './parts.tsx';

/** What a search in files found. */
export function SearchBody({ entry, view: { pattern, place, results }, context }: BodyProps<'search'>) {
  return (
    <>
      {pattern !== '' && <Said>{pattern}</Said>}
      {place !== null && place !== '' && (
        <Labelled label={t.blocks.place}>
          <Said>{place}</Said>
        </Labelled>
      )}
      {results === null || isEmpty(results) ? (
        <NothingFound entry={entry} context={context} />
      ) : (
        <CodeBlock context={context} name={`${entry.entry}:results`} excerpt={results} label={t.blocks.result} />
      )}
    </>
  );
}

function NothingFound({ entry, context }: Pick<BodyProps<'search'>, 'entry' | 'context'>) {
  return isEmpty(entry.output) ? <Quiet>{t.blocks.noResult}</Quiet> : <Outcome entry={entry} context={context} />;
}
