import { MARK_LENGTH, markOf } from '../transcript/marks.ts';
import { readMessageUuids } from '../transcript/uuids.ts';
import type { Conversation } from './conversation.ts';
import type { Transcript } from './evidence.ts';
import { push } from './group.ts';

/**
 * Copies that hold no message of their own: what `--fork-session` leaves when nobody went on, and what old versions
 * left at every resume (docs/formats/transcripts.md 2.6). A fork that went its own way is a conversation in its own
 * right, so all messages are compared, not the first ones; and so is what has, or had, an entry of its own.
 */
export interface Copies {
  /** Ids of copies of a conversation that stays: no conversations of their own. */
  redundant: Set<string>;
  /** Ids of copies of what the user deleted, with when: deleted as well. */
  ofDeleted: Map<string, number>;
}

export function findCopies(conversations: readonly Conversation[]): Copies {
  const copies: Copies = { redundant: new Set(), ofDeleted: new Map() };
  const uuids = new Map<string, Set<string>>();
  const messages = ({ id, transcript }: Conversation): Set<string> => {
    const known = uuids.get(id) ?? messageUuids(transcript);
    uuids.set(id, known);
    return known;
  };
  const ghosts = conversations.filter(({ status, records }) => status === 'ghost' && records.length === 0);
  const relatives = findRelatives(ghosts, conversations);
  for (const ghost of ghosts) {
    const candidates = (relatives.get(ghost.id) ?? []).filter(({ id }) => !copies.redundant.has(id));
    const originals = candidates.filter((candidate) => holdsAllOf(candidate, ghost, messages));
    if (originals.some((original) => outlives(original, ghost, messages))) copies.redundant.add(ghost.id);
    else {
      const deletedAt = originals.find(({ status }) => status === 'deleted')?.because.deletedAt;
      if (deletedAt !== undefined) copies.ofDeleted.set(ghost.id, deletedAt);
    }
  }
  return copies;
}

/** Empty where the file cannot be read any more: then nothing is a copy of it, nor it of anything. */
function messageUuids(transcript: Transcript | null): Set<string> {
  if (transcript === null) return new Set();
  try {
    return readMessageUuids(transcript.path);
  } catch {
    return new Set();
  }
}

type Messages = (conversation: Conversation) => Set<string>;

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

function holdsAllOf(original: Conversation, copy: Conversation, messages: Messages): boolean {
  const own = messages(copy);
  const others = messages(original);
  return own.size > 0 && own.size <= others.size && [...own].every((uuid) => others.has(uuid));
}

/** Whether the original stays when the copy goes: it has a row, or it is the fuller, better known or older of two ghosts. */
function outlives(original: Conversation, copy: Conversation, messages: Messages): boolean {
  if (original.status === 'listed' || original.status === 'archived') return true;
  // A ghost that a restore leaves alone unless asked must not hide one that it would bring back.
  if (original.status !== 'ghost' || (original.needs.length > 0 && copy.needs.length === 0)) return false;
  const weight = (conversation: Conversation): number[] => [
    messages(conversation).size,
    conversation.needs.length === 0 ? 1 : 0,
    conversation.records.length > 0 ? 1 : 0,
    -(conversation.transcript?.digest.createdAt ?? Number.MAX_VALUE),
    -(conversation.transcript?.mtimeMs ?? Number.MAX_VALUE),
  ];
  const [a, b] = [weight(original), weight(copy)];
  const difference = a.map((value, i) => value - (b[i] ?? 0)).find((value) => value !== 0);
  return difference === undefined ? original.id < copy.id : difference > 0;
}
