import type { AttachmentEntry, Note, ToolEntry } from '../../shared/reading.ts';
import { formatCount } from './format.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** What a tool did, as a person would say it: done, under way, and wanted without success. */
interface Verb {
  done: string;
  doing: string;
  tried: string;
}

const verb = (done: string, doing: string, tried: string): Verb => ({ done, doing, tried });

/** The words of a conversation's blocks. Functions where a number or a name goes in. */
export const blocks = {
  blocks: {
    you: 'You',
    claude: 'Claude',
    /** What a subagent is told comes from Claude. */
    toAgent: 'Claude, to the agent',
    how: {
      typed: null,
      queued: 'while Claude was working',
      command: 'command',
      shell: 'run by you',
    },
    cutOff: 'Stopped here',

    showLines: (lines: number) => `Show all ${formatCount(lines)} lines`,
    showSize: (size: string) => `Show all (${size})`,
    showLess: 'Show less',
    loadingRest: 'Reading the rest…',
    restFailed: 'The rest could not be read.',
    onlyBeginning: (size: string) => `Only the first ${size} can be shown here.`,
    nothing: 'nothing',

    copy: 'Copy',
    wrap: 'Wrap long lines',
    code: 'Code',
    table: 'Table',
    done: 'done',
    open: 'open',

    link: (address: string) => `Opens ${address} in your browser`,
    notOpened: (address: string) => `${address} (Ghostlight does not open this)`,
    imageElsewhere: 'A picture from elsewhere, not loaded',

    thinking: {
      thought: 'Thought',
      thoughtFor: (duration: string) => `Thought for ${duration}`,
      hidden: 'Thinking hidden by Claude',
    },

    tools: {
      command: verb('Ran', 'Running', 'Tried to run'),
      background: verb('Started', 'Starting', 'Tried to start'),
      read: verb('Read', 'Reading', 'Tried to read'),
      edit: verb('Edited', 'Editing', 'Tried to edit'),
      create: verb('Wrote', 'Writing', 'Tried to write'),
      search: verb('Searched for', 'Searching for', 'Tried to search for'),
      agent: verb('Asked an agent', 'Asking an agent', 'Tried to ask an agent'),
      todos: verb('Updated the to-do list', 'Updating the to-do list', 'Tried to update the to-do list'),
      fetch: verb('Read', 'Reading', 'Tried to read'),
      webSearch: verb('Searched the web for', 'Searching the web for', 'Tried to search the web for'),
      questions: verb('Asked you', 'Asking you', 'Tried to ask you'),
      plan: verb('Proposed a plan', 'Proposing a plan', 'Tried to propose a plan'),
      other: verb('Used', 'Using', 'Tried to use'),
    },
    statuses: {
      done: 'done',
      failed: 'failed',
      denied: 'not allowed',
      interrupted: 'interrupted',
      waiting: 'no result yet',
      none: 'no result',
    } satisfies Record<ToolEntry['status'], string>,

    added: (lines: number) => counted(lines, 'line added', 'lines added'),
    removed: (lines: number) => counted(lines, 'line removed', 'lines removed'),
    addedLine: 'added',
    removedLine: 'removed',
    linesOf: (from: number, to: number) =>
      from === to ? `line ${formatCount(from)}` : `lines ${formatCount(from)}–${formatCount(to)}`,
    ofLines: (total: number) => `of ${formatCount(total)}`,
    diffOf: (file: string) => `Changes to ${file}`,
    hunkAt: (line: number) => `Line ${formatCount(line)}`,
    noChange: 'No lines were changed.',
    wholeDiff: 'All changes',

    command: 'Command',
    output: 'Output',
    errors: 'Errors',
    noOutput: 'It printed nothing.',
    background: 'It went on in the background.',
    file: 'File',
    result: 'Result',
    noResult: 'Nothing came back.',
    found: (count: number) => `${formatCount(count)} found`,
    searchedIn: (place: string) => `in ${place}`,
    place: 'Where',
    prompt: 'What it was told',
    answer: 'What it answered',
    agentFacts: (tokens: string | null, uses: number | null) =>
      [
        tokens === null ? null : `${tokens} tokens`,
        uses === null ? null : counted(uses, 'tool used', 'tools used'),
      ].filter((part) => part !== null),
    agentConversation: 'Its own conversation',
    agentGone: 'Its own conversation is not on this disk.',
    todoStates: { open: 'open', doing: 'in progress', done: 'done' },
    todosDone: (done: number, all: number) => `${formatCount(done)} of ${formatCount(all)} done`,
    noTodos: 'The list is empty.',
    asked: 'What it was asked for',
    address: 'Address',
    chosen: 'chosen',
    yourAnswer: 'Your answer',
    noAnswer: 'There is no answer to it.',
    planAccepted: 'You accepted it',
    planDeclined: 'You did not accept it',
    input: 'Given',
    noInput: 'It was given nothing.',
    details: 'Details',
    tool: 'Tool',
    rawInput: 'What it was given, as Claude keeps it',
    rawOutput: 'All that came back',

    media: {
      image: 'Picture',
      document: 'PDF document',
      other: 'File',
      open: (name: string) => `Show ${name} large`,
      gone: 'not in the conversation file',
      notShown: 'not shown here',
      failed: 'could not be read',
      loading: 'Reading the picture…',
      pages: (count: number) => counted(count, 'page', 'pages'),
      missing: {
        locked: 'needs a password',
        damaged: 'could not be read',
        empty: 'has no pages',
        'too-large': 'too large to be drawn',
        'too-slow': 'took too long to draw',
      },
      drawing: 'Drawing the page…',
      page: (name: string, page: number) => `${name}, page ${formatCount(page)}`,
      pageMissing: {
        locked: 'This page needs a password.',
        damaged: 'This page could not be read.',
        empty: 'There is no page.',
        'too-large': 'This page is too large to be drawn.',
        'too-slow': 'This page took too long to draw.',
      },
      pageOf: (page: number, pages: number) => `Page ${formatCount(page)} of ${formatCount(pages)}`,
      previous: 'Previous page',
      next: 'Next page',
      zoom: 'Zoom',
      wholePage: 'Whole page',
      fullWidth: 'Full width',
    },

    compaction: {
      person: 'Summarised because you asked for it',
      claude: 'Summarised by itself to make room',
      unknown: 'Summarised here',
      tokens: (before: string, after: string | null) =>
        after === null ? `${before} tokens` : `${before} tokens to ${after}`,
      summary: 'The summary that Claude went on with',
      kept: 'What came before stays readable above.',
    },

    notes: {
      interrupted: 'You interrupted Claude',
      'api-error': 'Claude’s service answered with an error',
      refused: 'Claude declined to answer',
      'model-changed': 'The model was changed',
      'command-output': 'The command said',
      'shell-output': 'It printed',
      'away-summary': 'What happened while you were away',
      'task-notification': 'A task in the background reported',
      'continued-elsewhere': 'It goes on in another conversation',
      moved: 'The conversation moved to another folder',
      'hook-blocked': 'A hook stopped it',
      information: 'Claude Code said',
      'forked-here': 'The conversation was forked here',
    } satisfies Record<Note, string>,

    attachments: {
      file: 'File',
      folder: 'Folder',
      selection: 'Selection',
      plan: 'Plan',
      goal: 'Goal',
      other: 'Attached',
    } satisfies Record<AttachmentEntry['what'], string>,

    leftOut: {
      'too-long': (size: string) => `A line of ${size} is too long to show.`,
      damaged: (size: string) => `A line of ${size} is damaged and cannot be shown.`,
      begins: 'How it begins',
    },
  },
} as const;
