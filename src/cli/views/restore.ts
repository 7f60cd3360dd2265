import type { ActionKind, DataRoot, Pair, Refusal, RestoreResult, Session } from '../../shared/model.ts';
import { complain, printItem, printTable, say, sayCommand, sayHint } from '../layout.ts';
import type { GlobalOptions } from '../options.ts';
import { paint, paintError, plain, plural, print } from '../output.ts';
import { quoted, typed, typedAgain } from '../typed.ts';
import { ACTIONS, projectName } from '../words.ts';

export interface RestoreView {
  pairs: readonly Pair[];
  sessions: ReadonlyMap<string, Session>;
  options: GlobalOptions;
  /** Whether every folder could be looked into. */
  isWhole: boolean;
}

const REPLACING: ReadonlySet<ActionKind> = new Set(['replace', 'relink', 'repoint']);

/** Reads like a receipt before the fact: how many, into whose sidebar and why, then one by one, then what to know. */
export function printPlan({ target, actions, refused, warnings, app }: RestoreResult, view: RestoreView): void {
  if (actions.length === 0) {
    const nothing = view.isWhole
      ? 'Nothing to bring back: what you asked for is in Claude’s sidebar, or you put it away yourself.'
      : 'Nothing to bring back of what could be read, and not everything could be read.';
    say(refused.length === 0 ? nothing : 'Nothing can be brought back as it stands.');
    return;
  }
  const rows = actions.filter(({ kind }) => kind !== 'transcript');
  const copies = actions.filter(({ kind }) => kind === 'transcript');
  const replaced = rows.filter(({ kind }) => REPLACING.has(kind)).length;
  const added = rows.length - replaced;
  const parts = [
    ...(copies.length > 0 ? [`${plural(copies.length, 'repaired copy', 'repaired copies')} will be made`] : []),
    ...(added > 0 ? [`${plural(added, 'entry', 'entries')} will be added`] : []),
    ...(replaced > 0 ? [`${plural(replaced, 'entry', 'entries')} will be mended in place (a copy is kept)`] : []),
  ];
  say(`${paint.bold(`${parts.join(', ')}.`)} Nothing else is touched, and all of it can be undone.`);
  const pair = view.pairs.find(
    ({ accountId, organizationId, dataRoot }) =>
      accountId === target?.accountId && organizationId === target.organizationId && dataRoot === target.dataRoot,
  );
  if (pair !== undefined) printTarget(pair, view.pairs);
  print();
  printTable(
    [
      { head: 'id' },
      { head: 'conversation', least: 16 },
      { head: 'project', least: 8, optional: true },
      { head: 'what is done', least: 10 },
    ],
    rows.map(({ session, kind }) => {
      const found = view.sessions.get(session);
      const what = ACTIONS[copies.some((copy) => copy.session === session) ? 'transcript' : kind];
      return [session.slice(0, 8), found?.title ?? session, projectName(found?.originCwd ?? null), what];
    }),
  );
  if (copies.length > 0) print();
  for (const { session, leftOut = '' } of copies) printItem('•', `Copy of ${session.slice(0, 8)}: ${plain(leftOut)}`);
  print();
  printItem('•', plain(app.sentence));
  for (const warning of warnings) printItem('•', plain(warning));
}

/** As much of the evidence as it takes: the strongest statements come first, and the doctor tells them all. */
const ENOUGH = 2;

function printTarget(pair: Pair, pairs: readonly Pair[]): void {
  say(`Into the sidebar of ${paint.bold(nameOf(pair, pairs))}. ${plain(pair.evidence.slice(0, ENOUGH).join(' '))}`);
  const others = pairs.filter((other) => other.dataRoot === pair.dataRoot && other !== pair);
  const [other] = others;
  if (other === undefined) return;
  const more = others.length > 1 ? ' (`ghostlight doctor` lists the others)' : '';
  sayHint(`To choose another, such as ${nameOf(other, pairs)}${more}, add:`, flagsOf(other));
}

/** An e-mail address where a file names one, else the ids; and the beginning of these where several have one address. */
function nameOf({ label, accountId, organizationId, dataRoot }: Pair, pairs: readonly Pair[]): string {
  if (label === null) return `account ${accountId}, organization ${organizationId}`;
  const namesakes = pairs.filter((pair) => pair.dataRoot === dataRoot && pair.label === label);
  const [account, organization] = [accountId, organizationId].map((id) => id.slice(0, 8));
  return namesakes.length > 1 ? `${plain(label)}, account ${account}, organization ${organization}` : plain(label);
}

const flagsOf = ({ accountId, organizationId }: Pair): string =>
  `--account ${accountId} --organization ${organizationId}`;

/** Where nobody can tell which sidebar is meant: why, the ones there are, and for each the command to type. */
export function printPairs(doubt: string, pairs: readonly Pair[]): void {
  complain(`Nothing was written. ${plain(doubt)} Choose the account that you are signed in to in Claude:`);
  for (const pair of pairs) {
    const name = `${paintError.bold(nameOf(pair, pairs))} (${plural(pair.records, 'entry', 'entries')})`;
    printChoice(name, pair.evidence, typedAgain(flagsOf(pair)));
  }
}

export function printInstallations(dataRoots: readonly DataRoot[]): void {
  const many = dataRoots.length.toLocaleString();
  complain(`Nothing was written. Nothing tells which of ${many} installations of Claude is in use. Choose the one:`);
  for (const { path, evidence } of dataRoots) {
    printChoice(paintError.bold(plain(path)), evidence, typedAgain(`--data-root ${quoted(path)}`));
  }
}

function printChoice(name: string, evidence: readonly string[], command: string): void {
  complain('');
  complain(name);
  complain(plain(evidence.join(' ')), 2);
  // Not folded: it is to be copied whole.
  process.stderr.write(`  ${command}\n`);
}

export function printRefusals(refused: readonly Refusal[], { sessions }: RestoreView): void {
  for (const { session, why } of refused) {
    const found = sessions.get(session);
    const isOnlyUnasked = found?.status === 'deleted' && found.restorable && why === found.explanation;
    const hint = isOnlyUnasked ? ' To bring it back all the same, add --include deleted.' : '';
    complain(`Not brought back: ${session.slice(0, 8)} (${plain(found?.title ?? '')}). ${plain(why)}${hint}`);
  }
}

/** Why the plan may only be looked at, and how to write a single entry all the same. */
export const blockedSentence = (blocked: string): string =>
  `Nothing was written. ${plain(blocked)} To do that, name the conversation and add --anyway.`;

export function printHowTo(): void {
  print();
  say('Nothing was written yet. To do it:');
  sayCommand(typedAgain('--yes'));
}

export function printDone({ actions, receipt }: RestoreResult, { options }: RestoreView): void {
  print();
  say(
    paint.green(
      `${plural(actions.filter(({ kind }) => kind !== 'transcript').length, 'conversation', 'conversations')} brought back, and read back to be sure.`,
    ),
  );
  say('If Claude is open, quit it completely (on Windows also from the tray). Open it, and they are in its sidebar.');
  say('If you change your mind:');
  sayCommand(typed(`undo ${receipt ?? ''} --yes`, options));
}
