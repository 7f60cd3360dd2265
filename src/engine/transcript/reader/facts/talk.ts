import { isUuid } from '../../../ids.ts';
import { isObject, stringAt } from '../../../files.ts';
import { timeOf } from '../../line.ts';
import type { Line } from '../../line.ts';
import { blocksOf, readText, readUserLine } from '../../prompt.ts';
import { Column } from '../column.ts';
import { at } from '../views/shapes.ts';
import { modelOf, usageOf } from './token-count.ts';

const MOST_NAMES = 200;
/** What Claude Code answers itself where nothing is to be said. */
const NO_ANSWER = 'No response requested.';
/** What git says where no branch is checked out (docs/formats/transcripts.md 2.1). */
const DETACHED = 'HEAD';

/** What person and model said to each other, counted. Only lines of the conversation itself are seen, no subagent's. */
export class Talk {
  prompts = 0;
  replies = 0;
  compactions = 0;
  startedAt: number | null = null;
  endedAt: number | null = null;
  contextTokens: number | null = null;
  forkedFrom: string | null = null;
  continuedIn: string | null = null;
  readonly branches = new Set<string>();
  /** Messages by model. */
  readonly models = new Map<string, number>();
  /** By a message's number: whether its model was counted, and whether it said something. */
  readonly #seen = new Column(Uint8Array);
  /** The slash command before, which may yet turn out to have asked Claude nothing. */
  #afterCommand = false;

  /** `place`: of the message that an `assistant` line belongs to. */
  see(line: Line, place: number): void {
    this.#seeEnvelope(line);
    switch (line['type']) {
      case 'user':
        return this.#seeUser(line);
      case 'assistant':
        return this.#seeAnswer(line, place);
      case 'attachment':
        return this.#seeQueued(line);
      case 'system':
        if (line['subtype'] === 'compact_boundary') this.compactions += 1;
        return;
      case 'continued-in':
        this.continuedIn = idAt(line, 'continuedInSessionId');
    }
  }

  #seeEnvelope(line: Line): void {
    if (typeof line['uuid'] !== 'string') return;
    const time = timeOf(line);
    if (time !== null) {
      this.startedAt = Math.min(this.startedAt ?? time, time);
      this.endedAt = Math.max(this.endedAt ?? time, time);
    }
    const branch = stringAt(line, 'gitBranch');
    if (branch !== null && branch !== DETACHED && this.branches.size < MOST_NAMES) this.branches.add(branch);
    this.forkedFrom = originOf(line) ?? this.forkedFrom;
  }

  #seeUser(line: Line): void {
    this.continuedIn = null;
    const said = readUserLine(line);
    // `/model` and its like print something and leave Claude alone.
    if (said.is === 'command-output' && this.#afterCommand) this.prompts -= 1;
    this.#afterCommand = said.is === 'command';
    if (said.is === 'prompt' || said.is === 'command') this.prompts += 1;
  }

  /** What was typed while Claude worked stands here (docs/formats/transcripts.md 1.2). */
  #seeQueued(line: Line): void {
    const attachment = line['attachment'];
    if (!isObject(attachment) || attachment['type'] !== 'queued_command') return;
    if (attachment['commandMode'] === 'task-notification' || line['isMeta'] === true || attachment['isMeta'] === true) {
      return;
    }
    const isAsked = blocksOf(attachment['prompt']).some(({ type, text }) => {
      return type === 'image' || (typeof text === 'string' && readText(text).is === 'prompt');
    });
    if (isAsked) this.prompts += 1;
  }

  #seeAnswer(line: Line, place: number): void {
    this.continuedIn = null;
    const model = modelOf(line);
    const usage = usageOf(line);
    if (model !== null && usage !== null) this.contextTokens = usage.input + usage.cacheRead + usage.cacheWrite;
    if (model !== null && this.#isFirst(place, 1)) this.#count(model);
    if (line['isApiErrorMessage'] !== true && hasText(line) && this.#isFirst(place, 2)) this.replies += 1;
  }

  #count(model: string): void {
    const before = this.models.get(model);
    if (before !== undefined || this.models.size < MOST_NAMES) this.models.set(model, (before ?? 0) + 1);
  }

  #isFirst(place: number, bit: number): boolean {
    while (this.#seen.length <= place) this.#seen.push(0);
    const seen = this.#seen.at(place);
    this.#seen.set(place, seen | bit);
    return (seen & bit) === 0;
  }
}

function hasText(line: Line): boolean {
  const content = at(line['message'], 'content');
  return blocksOf(content).some(({ type, text }) => {
    return type === 'text' && typeof text === 'string' && text.trim() !== '' && text !== NO_ANSWER;
  });
}

/** Of a line that was copied: the conversation it was said in (docs/formats/transcripts.md 2.6 and 8). */
function originOf(line: Line): string | null {
  const origin = idAt(line['forkedFrom'], 'sessionId') ?? idAt(line, 'requestSessionId');
  return origin === line['sessionId'] ? null : origin;
}

function idAt(value: unknown, key: string): string | null {
  const id = stringAt(value, key);
  return isUuid(id) ? id : null;
}
