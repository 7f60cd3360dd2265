import type { EntryKind } from '../../shared/reading.ts';
import { formatCount } from './format.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** The words of the reader: what stands around a conversation that is read. */
export const reader = {
  reader: {
    /** The accessible name of the list of messages; tests go by it. */
    name: 'Messages',
    title: 'Conversation',
    toBeginning: 'Back to the beginning',
    kinds: {
      prompt: 'You',
      reply: 'Claude',
      thinking: 'Claude’s thinking',
      tool: 'Tool',
      compaction: 'Summary',
      note: 'Note',
      attachment: 'Attachment',
      metadata: 'Claude’s own notes',
      'left-out': 'Left out',
    } satisfies Record<EntryKind, string>,

    opening: 'Opening the conversation…',
    reading: (percent: number) => `Reading… ${formatCount(percent)} %`,
    failed: 'The conversation could not be read.',
    gone: 'The conversation is no longer on this disk.',
    tryAgain: 'Try again',
    empty: 'Nothing was said in it yet.',
    emptyMetadata: 'Nothing was said in it. Claude’s own notes are all there is.',
    noTranscript: 'The conversation is not on this disk, so there is nothing to read.',
    newBelow: 'New messages below',
    earlier: 'Show what was before',
    stillReading: (percent: number) => `What was said before is still being read… ${formatCount(percent)} %`,
    later: 'Show what comes next',
    leftOut: (lines: number, size: string) =>
      `${counted(lines, 'line', 'lines')} (${size}) could not be shown and ${lines === 1 ? 'is' : 'are'} marked where ${lines === 1 ? 'it stands' : 'they stand'}.`,

    branch: 'Abandoned branch',
    wentBack: (messages: number) =>
      `You went back here: ${counted(messages, 'message', 'messages')} on an abandoned branch`,

    more: 'View',
    showMetadata: 'Claude’s own notes',
    showMetadataHint: 'What Claude writes into the file for itself',
    previousPrompt: 'Previous prompt',
    nextPrompt: 'Next prompt',
    outline: 'Your prompts',
    closeOutline: 'Hide the prompts',
    noPrompts: 'There are no prompts of yours in it.',
    pictureOnly: 'Only pictures',
    goToTime: 'Go to a time',
    go: 'Go',
    find: 'Find in this conversation',

    actions: 'Copy the message or a link to it',
    copy: 'Copy',
    copied: 'Copied.',
    copyLink: 'Copy link',
    copiedLink: 'Link copied. It works inside Ghostlight.',
    openLink: 'Open what the link leads to',
    linkGone: 'The message that the link leads to is not in this conversation any more.',
    linkUnknown: 'The conversation that the link leads to is not here.',
    linkRefused: 'Ghostlight does not open this address. It was copied instead.',

    agent: {
      name: 'The subagent’s own conversation',
      failed: 'The subagent’s conversation could not be read.',
      empty: 'There is nothing in it.',
      more: (count: number) => `Show ${formatCount(count)} more`,
      of: (shown: number, all: number) => `${formatCount(shown)} of ${formatCount(all)}`,
    },

    findBar: {
      field: 'Find in this conversation',
      next: 'Next match',
      previous: 'Previous match',
      matchCase: 'Match case',
      close: 'Close',
      position: (at: number, total: number, more: boolean) =>
        `${formatCount(at)} of ${formatCount(total)}${more ? '+' : ''}`,
      none: 'No matches',
      /** In the conversation itself; there are some in subagents'. */
      noneHere: 'None here',
      noneYet: 'No matches so far',
      searching: 'Searching…',
      stillReading: 'The file is still being read.',
      matches: (count: number) => counted(count, 'match', 'matches'),
      inAgents: (count: number) => `${counted(count, 'match', 'matches')} in subagents’ own conversations`,
    },

    facts: {
      name: 'Facts',
      none: 'Counting…',
      messages: (count: number) => counted(count, 'message', 'messages'),
      prompts: (count: number) => counted(count, 'prompt', 'prompts'),
      replies: (count: number) => counted(count, 'reply', 'replies'),
      toolUses: (count: number) => counted(count, 'tool call', 'tool calls'),
      tokens: (count: string) => `${count} tokens`,
      files: (count: number) => counted(count, 'file changed', 'files changed'),
      subagents: (count: number) => counted(count, 'subagent', 'subagents'),
      queued: (count: number) =>
        count === 1
          ? 'Typed while Claude worked, and not taken up so far:'
          : `${formatCount(count)} messages typed while Claude worked, and not taken up so far:`,
      worked: (time: string) => `${time} of work`,
      saidAndAnswered: 'Messages',
      models: 'Models',
      tools: 'Tools',
      byModel: (count: number) => counted(count, 'message', 'messages'),
      failedUses: (count: number) => `${formatCount(count)} failed`,
      tokensTitle: 'Tokens',
      input: (count: string) => `${count} read`,
      output: (count: string) => `${count} written`,
      cacheRead: (count: string) => `${count} read from the cache`,
      cacheWrite: (count: string) => `${count} put into the cache`,
      context: (count: string) => `${count} in the last message’s context`,
      cost: 'Cost',
      costWhy: 'as Claude wrote it down',
      time: 'Time',
      branches: 'Git branches',
      filesTitle: 'Files changed',
      lines: (added: number, removed: number) => `+${formatCount(added)} −${formatCount(removed)}`,
      subagentsTitle: 'Subagents',
      compactions: 'Summarised',
      times: (count: number) => counted(count, 'time', 'times'),
      forkedFrom: 'Forked from',
      continuedIn: 'Goes on in',
      otherConversation: 'another conversation',
      andMore: (count: number) => `and ${formatCount(count)} more`,
      soFar: 'The file is still being read; these are the numbers so far.',
    },

    keys: {
      group: 'In a conversation',
      find: 'Find',
      again: 'Next or previous match',
      prompt: 'Previous or next prompt',
      step: 'Previous or next message',
      ends: 'Beginning, end',
      outline: 'Your prompts',
      copy: 'Copy the message',
    },
  },
} as const;
