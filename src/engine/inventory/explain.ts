import type { SessionStatus } from '../../shared/model.ts';
import { spokenDay } from '../claude/log-time.ts';
import { DAMAGE_SENTENCES, type Damage } from '../claude/record.ts';
import type { Because, Conversation, Remedy, Target } from './conversation.ts';

/**
 * One plain sentence for each conversation: what became of it. No jargon; file names only where they help. `isWhole`:
 * whether all conversations could be looked for.
 */

const ENTRYPOINTS: Readonly<Record<string, string>> = {
  cli: 'in a terminal',
  'sdk-cli': 'by a command in a terminal',
  'claude-vscode': 'in Visual Studio Code',
  'claude-jetbrains': 'in a JetBrains editor',
};

export function explain(
  conversation: Conversation,
  target: Target | null,
  labels: ReadonlyMap<string, string>,
  isWhole: boolean,
): string {
  switch (conversation.status) {
    case 'listed':
      return target === null
        ? 'Claude’s sidebar has an entry for it, under one of the accounts used here.'
        : 'It is in Claude’s sidebar.';
    case 'archived':
      return `You archived it${explainArchived(conversation.remedy)}.`;
    case 'deleted':
      return `You deleted it in Claude${on(conversation.because.deletedAt)}; the conversation itself is still on this disk.`;
    case 'unavailable':
      return conversation.because.record?.file.fields?.remote === true
        ? 'It took place on another machine; its conversation is not on this disk.'
        : `Claude has an entry for it, but its conversation ${isWhole ? 'is no longer on this disk' : 'is not among those that can be read now'}.`;
    case 'ghost':
      return explainGhost(conversation, labels);
    case 'earlier':
      return `It is an earlier part of a conversation that ${WHOLES[conversation.because.whole ?? 'ghost']}.`;
  }
}

/** What became of the conversation that an earlier part belongs to. */
const WHOLES: Readonly<Record<SessionStatus, string>> = {
  listed: 'is in Claude’s sidebar',
  archived: 'you archived',
  ghost: 'is missing as well, and comes back without it',
  deleted: 'you deleted',
  unavailable: 'went on in another file, which is no longer on this disk',
  earlier: 'went on in another file',
};

function explainArchived(remedy: Remedy | null): string {
  switch (remedy?.kind) {
    case undefined:
      return '; Claude shows it in its archive';
    case 'relink':
      return ', and its entry in the archive lost its link to the conversation';
    case 'replace':
    case 'promote':
      return ', and Claude cannot load its entry';
    case 'copy':
    case 'create':
      return ', and its entry is not where Claude looks now';
  }
}

const on = (at: number | undefined): string => (at === undefined || at === 0 ? '' : ` on ${spokenDay(at)}`);

function explainGhost(conversation: Conversation, labels: ReadonlyMap<string, string>): string {
  const { cause, because } = conversation;
  switch (cause) {
    case 'save-failed':
      return explainFailedSave(because);
    case 'record-damaged':
      return explainDamage(because.record?.file.damage ?? 'unreadable');
    case 'link-lost':
      return 'Its entry is in Claude’s sidebar but lost its link to the conversation, and opens empty or not at all.';
    case 'other-account':
      return `Its entry is under another account${named(labels.get(because.record?.pair?.accountId ?? ''))}.`;
    case 'other-organization':
      return 'Its entry is under another organization of the same account.';
    case 'other-install':
      return 'Its entry is in another installation of Claude on this disk.';
    case 'old-store':
      return 'Its entry is in the place where Claude kept them before February 2026, and was not carried over.';
    case 'never-listed':
      return `It was started ${startedWhere(conversation)}, so Claude’s sidebar never had an entry for it.`;
    case 'record-lost':
    case null:
      return 'Its entry is gone, as after an update, a reinstall or a move to another computer; the conversation is still on this disk.';
  }
}

/** Most sentences about a damage say themselves what Claude makes of it. */
function explainDamage(damage: Damage): string {
  const sentence = DAMAGE_SENTENCES[damage];
  const skips = damage === 'unreadable' || sentence.includes('Claude') ? '' : ', so Claude skips it';
  return `Its entry ${sentence}${skips}.`;
}

const named = (label: string | undefined): string => (label === undefined ? '' : ` (${label})`);

function startedWhere({ transcript }: Conversation): string {
  const entrypoint = transcript?.digest.entrypoint ?? '';
  return ENTRYPOINTS[entrypoint] ?? (entrypoint.startsWith('sdk') ? 'by a program' : 'outside the app');
}

/** What each kind of failed save means (docs/formats/claude-desktop.md 7, rows 1 to 4). */
const SAVE_ERRORS: Readonly<Record<string, string>> = {
  EXDEV: 'a known fault of the Windows Store build',
  EEXIST: 'a link in the way of Claude’s folder',
  ENOSPC: 'the disk was full',
  EINVAL: 'a fault of the system’s file access',
  EPERM: 'the system did not permit it',
  EACCES: 'the system did not permit it',
};

function explainFailedSave({ saveErrors, leftovers = 1 }: Because): string {
  if (saveErrors === undefined) {
    const left =
      leftovers > 1
        ? `${leftovers} half-saved entries are still there, and the newest is used`
        : 'the half-saved entry is still there';
    return `Claude wrote its entry but could not put it in place; ${left}.`;
  }
  const { code, count, named } = saveErrors;
  const words = [code === 'other' ? [] : code, SAVE_ERRORS[code] ?? []].flat().join(': ');
  const reason = words === '' ? '' : ` (${words})`;
  return named
    ? `Claude could not save its entry: its log has ${count} failed ${count === 1 ? 'try' : 'tries'} for it${reason}.`
    : `It has no entry, and probably Claude could not save it: its log has ${count} failed ${count === 1 ? 'save' : 'saves'} within a day of it${reason}, though none that names it.`;
}
