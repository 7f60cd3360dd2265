import type { Excerpt } from '../../shared/contract.ts';
import { readConversation } from '../transcript/conversation.ts';

/** Nobody reads more than this of one message in a preview; what a tool prints can be megabytes. */
const MOST_CHARACTERS = 20_000;

/** The beginning of a conversation. Throws what the file system throws. */
export function readExcerpt(path: string, limit: number): Excerpt {
  const excerpt: Excerpt = { entries: [], more: false };
  for (const { kind, at, text } of readConversation(path)) {
    if (excerpt.entries.length === limit) return { ...excerpt, more: true };
    excerpt.entries.push({ kind, at, text: shortened(text) });
  }
  return excerpt;
}

/** Cut between characters, never inside of one. */
const shortened = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…`;
