import type { Excerpted, Media } from '../../../shared/reading.ts';
import type { Line } from '../line.ts';
import type { Limits } from './excerpt.ts';

/** A `tool_use` block and the line that it stands in. */
export interface ToolCall {
  name: string;
  /** Whatever the model gave it; mostly an object. */
  input: unknown;
  line: Line;
}

/** A `tool_result` block and the line that it stands in. */
export interface ToolResult {
  /** A string, a list of blocks, or whatever an old or foreign file has there. */
  content: unknown;
  isError: boolean;
  /**
   * `toolUseResult` of the line: the same in the form that reads best, where there is one
   * (docs/formats/transcripts.md 1.7).
   */
  sidecar: unknown;
  line: Line;
}

/** Keys and indexes, from somewhere in a line on down. */
export type Path = readonly (string | number)[];

/**
 * Names for `reader.part`, by where the thing stands. A text is given as it is, a list of blocks as its texts joined,
 * and everything else as indented JSON.
 */
export interface ToolParts {
  /** From the call's input on down. */
  input: (...path: Path) => string;
  /** From the result's content on down. */
  output: (...path: Path) => string;
  /** From `toolUseResult` on down. */
  sidecar: (...path: Path) => string;
  /** A file of `tool-results/` beside the transcript, by its name alone. */
  file: (name: string) => string;
  /** What stands nowhere, but is made of the call and its result: `makeToolPart` is asked for it by this name. */
  made: (name: string) => string;
  /** An image or document block of the result's content, or a value that is base64 itself. */
  outputMedia: (...path: Path) => string;
  sidecarMedia: (...path: Path) => string;
}

/** What a view is made with. */
export interface ViewContext {
  limits: Limits;
  /** The folder beside the transcript that has its name: `tool-results/` and `subagents/` are in it. May not exist. */
  sessionDir: string;
  parts: ToolParts;
  /** The call cut and made safe; `part` as from `parts`. */
  cut: (text: string, part: string) => Excerpted;
  /** Whether a subagent's own conversation is on the disk. */
  hasAgent: (agent: string) => boolean;
  /** The name of this call's own subagent, where an old version wrote it into the same file; null elsewhere. */
  inlineAgent: string | null;
  /** The size and kind of an image or document block; null for every other value. `part` as from `parts`. */
  mediaOf: (block: unknown, part: string) => Media | null;
}
