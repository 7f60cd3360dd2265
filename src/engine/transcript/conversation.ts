/** One thing to read in a conversation. `text` is safe to print: no control characters but newline and tab. */
export interface Entry {
  kind: 'prompt' | 'reply' | 'tool' | 'note';
  /** Epoch milliseconds; null where the line doesn't say. */
  at: number | null;
  text: string;
}

/** Reads a conversation in file order, line by line. Throws what the file system throws. */
export function* readConversation(path: string): Generator<Entry> {
  throw new Error(`not yet: ${path}`);
}
