import type { ToolEntry } from '../../../../../shared/reading.ts';
import { t } from '../../../../strings/index.ts';
import { CodeBlock } from '../../code/code-block.tsx';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Outcome, Quiet, Said } from './parts.tsx';

const words = t.blocks;

/** The command, what it printed, and what it printed as errors. */
export function CommandBody({ entry, view, context }: BodyProps<'command'>) {
  const { command, description, stdout, stderr, background, exit } = view;
  const base = entry.entry;
  const isSilent = isEmpty(stdout) && isEmpty(stderr);
  return (
    <>
      {description !== null && description !== '' && <Said>{description}</Said>}
      <CodeBlock
        context={context}
        name={`${base}:command`}
        excerpt={command}
        label={words.command}
        language="bash"
        wraps
      />
      {!isEmpty(stdout) && (
        <CodeBlock context={context} name={`${base}:stdout`} excerpt={stdout} label={words.output} wraps />
      )}
      {!isEmpty(stderr) && (
        <CodeBlock
          context={context}
          name={`${base}:stderr`}
          excerpt={stderr}
          label={hasRun(entry.status) ? words.errors : words.result}
          wraps
        />
      )}
      {isSilent &&
        (entry.status === 'done' ? <NoOutput background={background} /> : <Outcome entry={entry} context={context} />)}
      {!isSilent && background && <Quiet>{words.background}</Quiet>}
      {exit !== null && exit !== '' && <Said>{exit}</Said>}
    </>
  );
}

/** Where it was not, what stands in place of errors is the reason. */
const hasRun = (status: ToolEntry['status']): boolean => status === 'done' || status === 'failed';

const NoOutput = ({ background }: { background: boolean }) => (
  <Quiet>{background ? words.background : words.noOutput}</Quiet>
);
