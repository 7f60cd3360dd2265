import { CodeBlock } from '../../code/code-block.tsx';
import { languageOf } from '../../code/use-highlight.ts';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Outcome, Said } from './parts.tsx';

/** The lines that were read, with their numbers. */
export function ReadBody({ entry, view: { file, from, content }, context }: BodyProps<'read'>) {
  if (content === null || isEmpty(content)) {
    return (
      <>
        <Said>{file}</Said>
        <Outcome entry={entry} context={context} />
      </>
    );
  }
  return (
    <CodeBlock
      context={context}
      name={`${entry.entry}:content`}
      excerpt={content}
      label={file}
      isLabelSaid
      language={languageOf(file)}
      from={from ?? 1}
    />
  );
}
