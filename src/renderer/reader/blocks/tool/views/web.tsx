import { t } from '../../../../strings/index.ts';
import { AddressLink } from '../../markdown/address-link.tsx';
import { Prose } from '../../markdown/prose.tsx';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Labelled, Outcome, Said } from './parts.tsx';
import styles from './views.module.css';

const words = t.blocks;

/** A page that was read, or a search in the web. */
export function WebBody({ entry, view: { url, query, prompt, result }, context }: BodyProps<'web'>) {
  return (
    <>
      {query !== null && query !== '' && <Said>{query}</Said>}
      {url !== null && (
        <Labelled label={words.address}>
          <p className={styles['text']}>
            <AddressLink address={url} onOpen={context.openLink}>
              {url}
            </AddressLink>
          </p>
        </Labelled>
      )}
      {prompt !== null && prompt !== '' && (
        <Labelled label={words.asked}>
          <p className={styles['text']}>{prompt}</p>
        </Labelled>
      )}
      {result !== null && !isEmpty(result) ? (
        <Labelled label={words.result}>
          <Prose context={context} name={`${entry.entry}:result`} excerpt={result} few={FEW} />
        </Labelled>
      ) : (
        <Outcome entry={entry} context={context} />
      )}
    </>
  );
}

const FEW = { lines: 30, characters: 3_000 };
