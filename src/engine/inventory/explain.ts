import type { SessionStatus } from '../../shared/model.ts';
import { spokenDay } from '../claude/log-time.ts';
import { DAMAGE_SENTENCES, type Damage } from '../claude/record.ts';
import { formatBytes } from '../format-bytes.ts';
import { hasZeros, type Because, type Conversation, type Remedy, type Target } from './conversation.ts';
import type { Transcript } from './evidence.ts';

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
  return [explainStatus(conversation, target, labels, isWhole), whyNoRow(conversation) ?? []].flat().join(' ');
}

/** Why no row can be written for it: none would open. Null where one can, and where there is nothing to bring back. */
export function whyNoRow({ transcript, cwdChoice }: Conversation): string | null {
  if (transcript === null || cwdChoice === null) return null;
  switch (cwdChoice.kind) {
    case 'found':
      return null;
    case 'several':
      return `It cannot be brought back yet: more than one path fits its folder, ${shortName(transcript)}.`;
    case 'none':
      if (isFromSsh(transcript)) return 'An entry here would not open it: it took place on another computer, over SSH.';
      return transcript.digest.cwd === null
        ? 'It cannot be brought back yet: no file says in which folder it took place, and Claude could not open it without.'
        : `It cannot be brought back yet: its folder was renamed or moved, to ${shortName(transcript)}.`;
  }
}

/** What the person can do about a conversation for which no row can be written. Null where one can. */
export function adviceFor(conversation: Conversation): string | null {
  const { transcript } = conversation;
  if (transcript === null || whyNoRow(conversation) === null) return null;
  if (isFromSsh(transcript)) return 'You can read and export it here.';
  const name = shortName(transcript);
  return `Claude finds a conversation by the path of its project, with a dash for all but letters and digits: ${name}. Start one Code session in the folder with that path, then look again. Until then you can read and export it here.`;
}

/** The mirror of a conversation on another computer (docs/formats/claude-desktop.md 1.4). */
const isFromSsh = ({ folder }: Transcript): boolean => folder.startsWith('ssh-');

/** Names of folders have up to 255 characters. */
const LONGEST_NAME = 40;

const shortName = ({ folder }: Transcript): string =>
  `“${folder.length <= LONGEST_NAME ? folder : `${folder.slice(0, LONGEST_NAME)}…`}”`;

function explainStatus(
  conversation: Conversation,
  target: Target | null,
  labels: ReadonlyMap<string, string>,
  isWhole: boolean,
): string {
  const { status, transcript } = conversation;
  if (!hasZeros(transcript)) return explainRow(conversation, target, labels, isWhole);
  const zeros = `${formatBytes(transcript.digest.zeroBytes)} of zeros`;
  if (status === 'unavailable') {
    return `Nothing that was said in it is left: its file holds ${zeros}, as after a crash or a power loss. Only a backup of that file can bring it back.`;
  }
  const why = `There are ${zeros} in its file, as after a crash or a power loss, and Claude leaves such a conversation out of its sidebar.`;
  if (status === 'ghost' && conversation.cause === 'transcript-damaged') return why;
  return `${explainRow(conversation, target, labels, isWhole)} ${why}`;
}

function explainRow(
  conversation: Conversation,
  target: Target | null,
  labels: ReadonlyMap<string, string>,
  isWhole: boolean,
): string {
  switch (conversation.status) {
    case 'listed':
      if (conversation.because.opensNowhere === true) return OPENS_NOWHERE;
      return target === null
        ? 'Claude’s sidebar has an entry for it, under one of the accounts used here.'
        : 'It is in Claude’s sidebar.';
    case 'archived':
      return `You archived it${explainArchived(conversation.remedy)}.`;
    case 'deleted':
      return `You deleted it in Claude${on(conversation.because.deletedAt)}; the conversation itself is still on this disk.`;
    case 'unavailable':
      if (conversation.cause === 'link-lost') {
        return 'Claude has an entry for it that leads to no conversation: it lost its link, or never had one.';
      }
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
    case 'repoint':
      return ', and its entry in the archive lost its link to the conversation';
    case 'replace':
    case 'promote':
      return ', and Claude cannot load its entry';
    case 'copy':
    case 'create':
      return ', and its entry is not where Claude looks now';
    case 'repair':
      return '';
  }
}

const OPENS_NOWHERE =
  'It is in Claude’s sidebar, but its entry names another folder than the one that Claude keeps it under, and may open as “Session not found on disk”.';

const on = (at: number | undefined): string => (at === undefined || at === 0 ? '' : ` on ${spokenDay(at)}`);

function explainGhost(conversation: Conversation, labels: ReadonlyMap<string, string>): string {
  const { cause, because } = conversation;
  switch (cause) {
    case 'save-failed':
      return explainFailedSave(because);
    case 'record-damaged':
      return explainDamage(because.record?.file.damage ?? 'unreadable');
    case 'link-lost':
      if (conversation.remedy?.kind === 'repoint') return explainMisled(conversation);
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
    case 'transcript-damaged':
    case null:
      return 'Its entry is gone, as after an update, a reinstall or a move to another computer; the conversation is still on this disk.';
  }
}

/** The row is there under the conversation's own id; only its folder is wrong. */
const explainMisled = ({ transcript }: Conversation): string =>
  (transcript?.hollowFolders.length ?? 0) > 0
    ? 'Its entry is in Claude’s sidebar and opens empty: it names a folder where only notes about the conversation are.'
    : 'Its entry is in Claude’s sidebar, but opens as “Session not found on disk”: Ghostlight wrote it with the path that its folder had before.';

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
