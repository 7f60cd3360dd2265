import { useMemo } from 'react';
import { t } from '../../../../strings/index.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import type { BodyProps } from './body-props.ts';
import { fieldsOf } from './fields.ts';
import { isEmpty, Labelled, Quiet } from './parts.tsx';
import styles from './views.module.css';

const words = t.blocks;

/** A tool of which nothing is known: what it was given, by name, and what came back. */
export function OtherBody({ entry, context }: BodyProps<'mcp' | 'other'>) {
  const { input, output } = entry;
  const base = entry.entry;
  const fields = useMemo(() => fieldsOf(input), [input]);
  const isJson = useMemo(() => output !== null && looksLikeJson(output.text), [output]);
  return (
    <>
      {fields === null ? (
        <CodeBlock context={context} name={`${base}:given`} excerpt={input} label={words.input} language="json" wraps />
      ) : (
        fields.length > 0 && (
          <Labelled label={words.input}>
            <dl className={styles['fields']}>
              {fields.map(({ name, value, isText }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd data-code={!isText || undefined}>
                    {value === '' ? <span data-no-find>{words.nothing}</span> : value}
                  </dd>
                </div>
              ))}
            </dl>
          </Labelled>
        )
      )}
      {output !== null && !isEmpty(output) ? (
        <CodeBlock
          context={context}
          name={`${base}:output`}
          excerpt={output}
          label={entry.status === 'failed' ? words.errors : words.output}
          language={isJson ? 'json' : null}
          wraps
        />
      ) : (
        entry.status === 'done' && entry.media.length === 0 && <Quiet>{words.noResult}</Quiet>
      )}
    </>
  );
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]\s*["[{\]}\d-]/.test(text);
