import { cutText } from '../transcript/cut-text.ts';
import { oneLine } from '../transcript/one-line.ts';
import type { PlacedRecord, Transcript } from './evidence.ts';

export interface Title {
  title: string;
  titleSource: 'user' | 'auto';
}

/** Titles made from a prompt end on a word before this length (docs/formats/claude-desktop.md 6). */
const PROMPT_TITLE_LENGTH = 60;

/** The best name a conversation has, by the precedence of docs/formats/transcripts.md 1.8. */
export function titleOf(transcript: Transcript | null, record: PlacedRecord | null): Title {
  const digest = transcript?.digest;
  const fields = record?.file.fields;
  const named = digest?.customTitle ?? oneLine(transcript?.sideTitle ?? '');
  if (named !== null) return { title: named, titleSource: 'user' };
  const listed = oneLine(fields?.title ?? '');
  if (listed !== null) return { title: listed, titleSource: fields?.titleSource ?? 'auto' };
  const prompt = digest?.firstPrompt ?? digest?.firstCommand ?? digest?.queuedPrompt ?? digest?.lastPrompt ?? null;
  const title =
    digest?.aiTitle ??
    digest?.agentName ??
    digest?.summary ??
    (prompt === null ? `Untitled (${(transcript?.id ?? record?.file.stem ?? '').slice(0, 8)})` : shorten(prompt));
  return { title, titleSource: 'auto' };
}

function shorten(prompt: string): string {
  if (prompt.length <= PROMPT_TITLE_LENGTH) return prompt;
  const cut = cutText(prompt, PROMPT_TITLE_LENGTH);
  // A prompt that begins with an address as long as that.
  if (cut === '') return prompt;
  const space = cut.lastIndexOf(' ');
  return `${(space > PROMPT_TITLE_LENGTH / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
