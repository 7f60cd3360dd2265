import { formatDuration, t } from '../../../../strings/index.ts';
import { Disclosure } from '../../../../ui/index.ts';
import { useOpen } from '../../../context.ts';
import { Prose } from '../../markdown/prose.tsx';
import { tokensOf } from '../summary.ts';
import type { BodyProps } from './body-props.ts';
import { isEmpty, Labelled, Outcome, Quiet, Said } from './parts.tsx';
import styles from './views.module.css';

const words = t.blocks;
const FEW = { lines: 12, characters: 1_200 };

/** What a subagent was told, what it answered, and the way into its own conversation. */
export function AgentBody({ entry, view, context }: BodyProps<'agent'>) {
  const { description, prompt, agent, result, tokens, toolUses, durationMs } = view;
  const [isOpen, setOpen] = useOpen(context, `${entry.entry}:agent`);
  const facts = [
    ...words.agentFacts(tokensOf(tokens), toolUses),
    ...(durationMs === null ? [] : [formatDuration(durationMs)]),
  ];
  return (
    <>
      {description !== null && description !== '' && <Said>{description}</Said>}
      {!isEmpty(prompt) && (
        <Labelled label={words.prompt}>
          <div className={styles['card']}>
            <Prose context={context} name={`${entry.entry}:prompt`} excerpt={prompt} few={FEW} keepsLines />
          </div>
        </Labelled>
      )}
      {agent !== null ? (
        <Disclosure
          summary={<span data-no-find>{words.agentConversation}</span>}
          flush
          open={isOpen}
          onOpenChange={setOpen}
        >
          {context.renderAgent(agent, entry.entry)}
        </Disclosure>
      ) : (
        <Quiet>{words.agentGone}</Quiet>
      )}
      {result !== null && !isEmpty(result) ? (
        <Labelled label={words.answer}>
          <Prose context={context} name={`${entry.entry}:result`} excerpt={result} />
        </Labelled>
      ) : entry.status === 'done' ? (
        // What came back then is a word to the model alone.
        <Quiet>{words.background}</Quiet>
      ) : (
        <Outcome entry={entry} context={context} />
      )}
      {facts.length > 0 && <Quiet>{facts.join(' · ')}</Quiet>}
    </>
  );
}
