import { MARK_LENGTH, markOf } from '../transcript/marks.ts';
import { oneLine } from '../transcript/one-line.ts';
import { readGoodKeys } from '../transcript/repair.ts';
import { readMessageKeys, type MessageKeys } from '../transcript/uuids.ts';
import { hasZeros, type Conversation } from './conversation.ts';
import type { PlacedRecord, Transcript } from './evidence.ts';
import { push } from './group.ts';

/**
 * One chat may be several transcripts (docs/formats/claude-desktop.md 12.5 and 12.12). This is the second half of the
 * verdict: of the conversations that Claude does not show, it says which are earlier parts of another one, and which
 * are copies without a message of their own. Three questions are asked, the surest first: does a record name it as an
 * earlier part; does another transcript hold all of its messages; did a later one in the same folder go on under its
 * title. A fork that went its own way is none of these.
 */
export interface Families {
  /** Ids of copies that hold no message of their own: no conversations. */
  copies: Set<string>;
  /** By the id of an earlier part, the conversation that it is a part of, which may be a part itself. */
  wholes: Map<string, string>;
  /** Copies and parts of what the user deleted, with when: deleted as well. */
  ofDeleted: Map<string, number>;
}

/** `lineage`: by transcript id, the id of the conversation whose record names it as an earlier part. */
export function findFamilies(conversations: readonly Conversation[], lineage: ReadonlyMap<string, string>): Families {
  const families: Families = { copies: new Set(), wholes: new Map(lineage), ofDeleted: new Map() };
  foldRepaired(conversations, families);
  foldContained(conversations, families);
  foldSameTitle(conversations, families);
  return families;
}

/** The conversation at the end of a chain of parts. */
export function wholeOf(id: string, { wholes }: Pick<Families, 'wholes'>): string {
  const seen = new Set<string>();
  let whole = id;
  for (let next = wholes.get(whole); next !== undefined && !seen.has(next); next = wholes.get(whole)) {
    seen.add(whole);
    whole = next;
  }
  return whole;
}

/** What has, or had, an entry of its own is a conversation in its own right. */
const isAlone = ({ status, records }: Conversation): boolean => status === 'ghost' && records.length === 0;

// --- Is it damaged, and is there a whole copy of what can still be read of it?

/**
 * A damaged conversation of which there is a whole copy is the same conversation: the repaired copy, also after somebody
 * went on in it, and also where that is missing itself. If the user deleted the copy, it is deleted, too.
 */
function foldRepaired(conversations: readonly Conversation[], { copies, ofDeleted }: Families): void {
  for (const { id, transcript } of conversations) {
    if (!hasZeros(transcript)) continue;
    const good = goodKeys(transcript);
    const uuids = new Set([...good].map((key) => key.split(' ', 1)[0]));
    const found = conversations.filter(({ transcript: other }) => {
      const first = other?.digest.firstUuid ?? null;
      if (first === null || !uuids.has(first) || hasZeros(other)) return false;
      const { keys } = readOrNothing(other);
      return [...good].every((key) => keys.has(key));
    });
    const deletedAt = found.find(({ status }) => status === 'deleted')?.because.deletedAt;
    if (found.some(({ status }) => status !== 'deleted')) copies.add(id);
    else if (deletedAt !== undefined) ofDeleted.set(id, deletedAt);
  }
}

/** Nothing if the file cannot be read any more: then nothing is a copy of it. */
function goodKeys({ path }: Transcript): Set<string> {
  try {
    return readGoodKeys(path);
  } catch {
    return new Set();
  }
}

// --- Does another transcript hold all of its messages?

function foldContained(conversations: readonly Conversation[], families: Families): void {
  const { copies, wholes, ofDeleted } = families;
  const messages = new MessageReader();
  // A damaged one is shown by nobody, so that nothing is missing less because of it.
  const sound = conversations.filter(({ transcript }) => !hasZeros(transcript));
  const ghosts = conversations.filter(
    (conversation) => isAlone(conversation) && !wholes.has(conversation.id) && !copies.has(conversation.id),
  );
  const relatives = findRelatives(ghosts, sound);
  for (const ghost of ghosts) {
    const candidates = (relatives.get(ghost.id) ?? []).filter(({ id }) => !copies.has(id));
    // The fullest first: it holds what all others hold, so that one comparison is enough for a long chain of resumes.
    const fullestFirst = candidates.toSorted((a, b) => messages.of(b).keys.size - messages.of(a).keys.size);
    const originals = lazily(fullestFirst, (candidate) => messages.holdsAllOf(candidate, ghost));
    let deletedAt: number | undefined;
    for (const original of originals) {
      const isFuller = messages.of(original).keys.size > messages.of(ghost).keys.size;
      if (isFuller && messages.isForkByApp(original, ghost)) continue;
      if (wholes.has(original.id) || outlives(original, ghost, messages)) {
        if (isFuller) wholes.set(ghost.id, original.id);
        else copies.add(ghost.id);
        break;
      }
      if (original.status === 'deleted') deletedAt ??= original.because.deletedAt;
    }
    if (!copies.has(ghost.id) && !wholes.has(ghost.id) && deletedAt !== undefined) ofDeleted.set(ghost.id, deletedAt);
  }
}

function* lazily<T>(values: readonly T[], isWanted: (value: T) => boolean): Generator<T> {
  for (const value of values) if (isWanted(value)) yield value;
}

const NO_MESSAGES: MessageKeys = { keys: new Set(), sessions: new Set() };

/** Reads each transcript at most once. One that cannot be read any more holds nothing, and nothing holds it. */
class MessageReader {
  readonly #known = new Map<string, MessageKeys>();

  of({ id, transcript }: Conversation): MessageKeys {
    const known = this.#known.get(id) ?? readOrNothing(transcript);
    this.#known.set(id, known);
    return known;
  }

  /** The newest messages are compared first: they are what a fork that went its own way does not share. */
  holdsAllOf(original: Conversation, copy: Conversation): boolean {
    const [own, others] = [this.of(copy).keys, this.of(original).keys];
    return own.size > 0 && own.size <= others.size && [...own].reverse().every((key) => others.has(key));
  }

  /**
   * A fork by the app keeps its parent's id in the lines that it copied; both had a row
   * (docs/formats/claude-desktop.md 12.12).
   */
  isForkByApp(original: Conversation, parent: Conversation): boolean {
    return original.transcript?.digest.entrypoint === 'claude-desktop' && this.of(original).sessions.has(parent.id);
  }
}

function readOrNothing(transcript: Transcript | null): MessageKeys {
  if (transcript === null) return NO_MESSAGES;
  try {
    return readMessageKeys(transcript.path);
  } catch {
    return NO_MESSAGES;
  }
}

/**
 * The conversations that each of some may be a copy of, by its id. A copy has every message of its original, so looking
 * for one is enough: its last prompt, which the fewest others have.
 */
function findRelatives(
  copies: readonly Conversation[],
  conversations: readonly Conversation[],
): Map<string, Conversation[]> {
  const byLastPrompt = new Map<string, Conversation[]>();
  for (const copy of copies) {
    const mark = marksOf(copy).slice(-MARK_LENGTH);
    if (mark !== '') push(byLastPrompt, mark, copy);
  }
  const relatives = new Map<string, Conversation[]>();
  if (byLastPrompt.size === 0) return relatives;
  const wanted = new Uint8Array(1 << 16);
  for (const mark of byLastPrompt.keys()) wanted[roughly(mark, 0)] = 1;
  for (const conversation of conversations) {
    const marks = marksOf(conversation);
    for (let at = 0; at < marks.length; at += MARK_LENGTH) {
      if (wanted[roughly(marks, at)] === 0) continue;
      const found = byLastPrompt.get(marks.slice(at, at + MARK_LENGTH));
      for (const copy of found ?? []) {
        const known = relatives.get(copy.id);
        if (copy !== conversation && known?.at(-1) !== conversation) push(relatives, copy.id, conversation);
      }
    }
  }
  return relatives;
}

/**
 * A mark as a number of 16 bits, which others share. There are a hundred prompts to a conversation, and hardly one is
 * another's last: a text to look up is made of those alone that may be.
 */
function roughly(marks: string, at: number): number {
  let number = 0;
  for (let i = at; i < at + MARK_LENGTH; i += 1) number = (number * 31 + marks.charCodeAt(i)) & 0xffff;
  return number;
}

/** The first message stands for the prompts of a conversation that has none. */
function marksOf({ transcript }: Conversation): string {
  if (transcript === null) return '';
  const { promptMarks, firstUuid } = transcript.digest;
  return (firstUuid === null ? '' : markOf(firstUuid)) + promptMarks;
}

/** Whether the original stays when the copy goes: it has a row, or it is the fuller, better known or older of two ghosts. */
function outlives(original: Conversation, copy: Conversation, messages: MessageReader): boolean {
  if (original.status === 'listed' || original.status === 'archived') return true;
  // A ghost that a restore leaves alone unless asked must not hide one that it would bring back.
  if (original.status !== 'ghost' || (original.needs.length > 0 && copy.needs.length === 0)) return false;
  const weight = (conversation: Conversation): number[] => [
    messages.of(conversation).keys.size,
    conversation.needs.length === 0 ? 1 : 0,
    conversation.records.length > 0 ? 1 : 0,
    -(conversation.transcript?.digest.createdAt ?? Number.MAX_VALUE),
    -(conversation.transcript?.mtimeMs ?? Number.MAX_VALUE),
  ];
  const [a, b] = [weight(original), weight(copy)];
  const difference = a.map((value, i) => value - (b[i] ?? 0)).find((value) => value !== 0);
  return difference === undefined ? original.id < copy.id : difference > 0;
}

// --- Did a later one in the same folder go on under its title?

/**
 * `/clear`, a restart and a resume can begin a new file under the same title, and the record names the newest alone. Two
 * chats of one title that ran at overlapping times are two.
 */
function foldSameTitle(conversations: readonly Conversation[], { copies, wholes, ofDeleted }: Families): void {
  const groups = new Map<string, Stretch[]>();
  for (const conversation of conversations) {
    if (copies.has(conversation.id) || wholes.has(conversation.id)) continue;
    const stretch = stretchOf(conversation);
    for (const key of stretch === null ? [] : keysOf(stretch)) push(groups, key, stretch as Stretch);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const alone = group.filter((stretch) => !group.some((other) => other !== stretch && overlap(stretch, other)));
    for (const stretch of alone) {
      const { conversation } = stretch;
      if (!isAlone(conversation) || wholes.has(conversation.id) || ofDeleted.has(conversation.id)) continue;
      const head = headOf(stretch, group);
      if (head === null) continue;
      if (head.status !== 'deleted') wholes.set(conversation.id, head.id);
      else if (head.because.deletedAt !== undefined) ofDeleted.set(conversation.id, head.because.deletedAt);
    }
  }
}

/** A conversation with the time that it took. */
interface Stretch {
  conversation: Conversation;
  transcript: Transcript;
  from: number;
  to: number;
}

/** Null if nothing was said in it, or if it has no dates. A row without a conversation is the head of no family. */
function stretchOf(conversation: Conversation): Stretch | null {
  const { transcript } = conversation;
  if (transcript?.digest.kind !== 'conversation') return null;
  const { createdAt, lastActivityAt } = transcript.digest;
  if (createdAt === null || lastActivityAt === null) return null;
  return { conversation, transcript, from: createdAt, to: lastActivityAt };
}

/** Titles that Claude, or another tool, gives to any conversation say nothing about which one it is. */
const NO_TITLE = /^(general coding session|untitled\b.*|new (session|conversation|chat)|chat from .*)$/i;

/** By the folder and each title that was given to it; what was only made up from its first prompt is none. */
function keysOf({ conversation, transcript }: Stretch): string[] {
  const { customTitle, aiTitle } = transcript.digest;
  const titles = [customTitle, transcript.sideTitle, aiTitle, ...conversation.records.map(titleOfRecord)].map((title) =>
    oneLine(title ?? '')?.normalize('NFC'),
  );
  const given = titles.filter((title) => title != null && !NO_TITLE.test(title));
  return [...new Set(given)].map((title) => JSON.stringify([transcript.folder, title]));
}

const titleOfRecord = ({ file }: PlacedRecord): string | null => file.fields?.title ?? null;

const overlap = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;

/**
 * What a stretch went on in: the newest later one that Claude shows, else the newest that is missing, else one that the
 * user deleted. One that a restore of everything would leave out must not hide one that it would bring back.
 */
function headOf({ conversation, to }: Stretch, group: readonly Stretch[]): Conversation | null {
  const later = group
    .filter(({ from, conversation: other }) => from >= to && other !== conversation)
    .toSorted((a, b) => b.from - a.from)
    .map((stretch) => stretch.conversation);
  return (
    later.find(({ status }) => status === 'listed' || status === 'archived') ??
    later.find(({ status, needs }) => status === 'ghost' && (needs.length === 0 || conversation.needs.length > 0)) ??
    later.find(({ status }) => status === 'deleted') ??
    null
  );
}
