import { useState } from 'react';
import type { ReaderFacts } from '../../../shared/reading.ts';
import { formatDollars, formatDuration, formatRough, t } from '../../strings/index.ts';
import { Disclosure } from '../../ui/index.ts';
import { FactsTable } from './facts-table.tsx';
import styles from './facts.module.css';

const words = t.reader.facts;

/** Less is not worth a word in the line. */
const CENT = 0.005;
const SECOND = 1000;

/** What the conversation amounts to, in one quiet line; the rest of the numbers unfold under it. */
export function FactsLine({ facts }: { facts: ReaderFacts | null }) {
  const [isOpen, setOpen] = useState(false);
  if (facts === null) {
    return (
      <p className={styles['waiting']} role="status">
        {words.none}
      </p>
    );
  }
  const line = factsIn(facts);
  if (line.length === 0) return null;
  return (
    <div className={styles['facts']}>
      <Disclosure
        summary={<span className={styles['line']}>{line.join(' · ')}</span>}
        open={isOpen}
        onOpenChange={setOpen}
      >
        {isOpen && <FactsTable facts={facts} />}
      </Disclosure>
    </div>
  );
}

/** The most useful ones; what is not there is not said. */
function factsIn({ prompts, replies, tools, tokens, costUsd, workedMs, files, subagents }: ReaderFacts): string[] {
  const uses = tools.reduce((sum, tool) => sum + tool.uses, 0);
  const facts = [
    prompts + replies > 0 && words.messages(prompts + replies),
    uses > 0 && words.toolUses(uses),
    files.length > 0 && words.files(files.length),
    subagents.length > 0 && words.subagents(subagents.length),
    tokens !== null && words.tokens(formatRough(allTokens(tokens))),
    costUsd !== null && costUsd >= CENT && formatDollars(costUsd),
    workedMs !== null && workedMs >= SECOND && words.worked(formatDuration(workedMs)),
  ];
  return facts.filter((fact) => typeof fact === 'string');
}

const allTokens = ({ input, output, cacheRead, cacheWrite }: NonNullable<ReaderFacts['tokens']>): number =>
  input + output + cacheRead + cacheWrite;
