import { Fragment, type ReactNode } from 'react';
import type { ReaderFacts } from '../../../shared/reading.ts';
import { goToSession, useStore } from '../../store/index.ts';
import {
  formatCount,
  formatDollars,
  formatDuration,
  formatModel,
  formatRough,
  formatSpan,
  t,
} from '../../strings/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './facts.module.css';

const words = t.reader.facts;
/** Longer lists end with how many more there are. */
const MOST = 12;

/** All that is known of the conversation in numbers and names. */
export function FactsTable({ facts }: { facts: ReaderFacts }) {
  return (
    <div className={styles['table']}>
      <dl>
        {rowsOf(facts).map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {!facts.complete && <p className={styles['soFar']}>{words.soFar}</p>}
    </div>
  );
}

function rowsOf(facts: ReaderFacts): [name: string, value: ReactNode][] {
  const { models, tools, tokens, files, branches, subagents, compactions } = facts;
  const rows: ([string, ReactNode] | null)[] = [
    [words.saidAndAnswered, `${words.prompts(facts.prompts)}, ${words.replies(facts.replies)}`],
    models.length === 0
      ? null
      : [
          words.models,
          <Names
            key="models"
            names={models.map(({ model, messages }) => [formatModel(model) ?? model, words.byModel(messages)])}
          />,
        ],
    tools.length === 0
      ? null
      : [
          words.tools,
          <Names
            key="tools"
            names={tools.map(({ name, uses, failed }) => [
              name,
              failed === 0 ? formatCount(uses) : `${formatCount(uses)}, ${words.failedUses(failed)}`,
            ])}
          />,
        ],
    tokens === null ? null : [words.tokensTitle, tokenWords(tokens, facts.contextTokens)],
    facts.costUsd === null ? null : [words.cost, `${formatDollars(facts.costUsd)} (${words.costWhy})`],
    timeWords(facts) === null ? null : [words.time, timeWords(facts)],
    branches.length === 0
      ? null
      : [words.branches, <Names key="branches" names={branches.map((branch) => [branch, null])} />],
    files.length === 0
      ? null
      : [
          words.filesTitle,
          <Names
            key="files"
            isPath
            names={files.map(({ path, added, removed }) => [
              path,
              added === null && removed === null ? null : words.lines(added ?? 0, removed ?? 0),
            ])}
          />,
        ],
    subagents.length === 0
      ? null
      : [
          words.subagentsTitle,
          <Names
            key="subagents"
            names={subagents.map(({ agent, type, description }) => [description ?? type ?? agent, type])}
          />,
        ],
    compactions === 0 ? null : [words.compactions, words.times(compactions)],
    facts.forkedFrom === null ? null : [words.forkedFrom, <Other key="from" id={facts.forkedFrom} />],
    facts.continuedIn === null ? null : [words.continuedIn, <Other key="in" id={facts.continuedIn} />],
  ];
  return rows.filter((row) => row !== null);
}

function tokenWords(tokens: NonNullable<ReaderFacts['tokens']>, context: number | null): string {
  const parts = [
    words.input(formatRough(tokens.input)),
    words.output(formatRough(tokens.output)),
    tokens.cacheRead > 0 ? words.cacheRead(formatRough(tokens.cacheRead)) : null,
    tokens.cacheWrite > 0 ? words.cacheWrite(formatRough(tokens.cacheWrite)) : null,
    context === null ? null : words.context(formatRough(context)),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function timeWords({ startedAt, endedAt, workedMs }: ReaderFacts): string | null {
  const span = startedAt === null || endedAt === null ? null : formatSpan(startedAt, endedAt);
  const worked = workedMs === null || workedMs === 0 ? null : words.worked(formatDuration(workedMs));
  const parts = [span, worked].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; ');
}

function Names({ names, isPath = false }: { names: readonly (readonly [string, string | null])[]; isPath?: boolean }) {
  return (
    <ul className={styles['names']} data-lines={isPath || undefined}>
      {names.slice(0, MOST).map(([name, more], index) => (
        <li key={index}>
          <span className={styles['name']}>{name}</span>
          {more !== null && <span className={styles['count']}> {more}</span>}
        </li>
      ))}
      {names.length > MOST && <li className={styles['count']}>{words.andMore(names.length - MOST)}</li>}
    </ul>
  );
}

/** Another conversation, by its title; a way to it where it is here. */
function Other({ id }: { id: string }) {
  const title = useStore(({ live }) => live?.sessions.get(id)?.title ?? null);
  if (title === null) return words.otherConversation;
  return (
    <Button size="s" tone="quiet" onClick={() => goToSession(id)}>
      {title === '' ? t.list.untitled : title}
    </Button>
  );
}
