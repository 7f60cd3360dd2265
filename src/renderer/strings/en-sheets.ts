import type { ActionKind, ReceiptState } from '../../shared/model.ts';
import type { AnswerError } from '../../shared/contract.ts';
import type { ActionCounts } from '../sheets/restore/plan.ts';
import { formatCount } from './format.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
const entries = (count: number): string => counted(count, 'entry', 'entries');
const conversations = (count: number): string => counted(count, 'conversation', 'conversations');

/** The words of the sheets and pages. Functions where a number or a name goes in. */
export const sheets = {
  restore: {
    /** The accessible name of the sheet; tests go by it. */
    name: 'Bring back',
    planning: 'Working out what to do…',
    planningWhy: 'Nothing is written while Ghostlight looks.',
    /** "12 entries will be added, 1 damaged entry replaced (a copy is kept), nothing else is touched." */
    summary: ({ copied, added, replaced, relinked }: ActionCounts): string => {
      const willBe = added > 0 ? '' : 'will be ';
      const mended = [
        ...(replaced > 0 ? [`${counted(replaced, 'damaged entry', 'damaged entries')} ${willBe}replaced`] : []),
        ...(relinked > 0
          ? [`${counted(relinked, 'lost link', 'lost links')} ${replaced > 0 ? '' : willBe}mended`]
          : []),
      ];
      const kept = replaced + relinked === 1 ? '(a copy is kept)' : '(a copy of each is kept)';
      return [
        ...(copied > 0 ? [`${counted(copied, 'repaired copy', 'repaired copies')} will be made`] : []),
        ...(added > 0 ? [`${entries(added)} ${copied > 0 ? '' : 'will be '}added`] : []),
        ...(mended.length > 0 ? [`${mended.join(', ')} ${kept}`] : []),
        'nothing else is touched.',
      ].join(', ');
    },
    untouched: 'The conversations themselves are not changed.',
    /** What stands over each group of rows, and is repeated behind Details. */
    groups: {
      transcript: [
        'Repaired copy of a damaged file',
        'Claude leaves a file with zeros in it out. Its good lines are copied into a new file; the damaged one stays.',
      ],
      create: ['New entry', 'No old entry survives, so a new one is written from the conversation.'],
      copy: [
        'Copied from the old entry',
        'An old entry survives elsewhere. It is copied with its title and dates; the old one stays.',
      ],
      promote: [
        'Half-saved entry finished',
        'Claude began to save it and stopped. The save is finished from what is there.',
      ],
      replace: [
        'Damaged entry replaced',
        'Claude cannot read the one that is there. It is replaced, and a copy is kept for undo.',
      ],
      relink: [
        'Link mended',
        'The entry no longer leads to its conversation. Its link is put back, and a copy is kept for undo.',
      ],
      repoint: [
        'Folder put right',
        'The entry names a folder in which its conversation is not. The right one is put in, and a copy is kept for undo.',
      ],
    } satisfies Record<ActionKind, [string, string]>,
    refused: ['Stays missing', 'These are left as they are, each for its reason.'] as const,
    notBroughtBack: 'Not brought back',
    more: (count: number) => `Show ${formatCount(count)} more`,
    rows: (name: string) => `Conversations: ${name}`,
    detailsOf: (title: string) => `Details of ${title}`,
    fileLabel: 'File',
    contentLabel: 'What will be in it',
    contentDone: 'What is in it',
    idLabel: 'Id',
    unknownTitle: 'A conversation that is no longer in the list',
    undoable: 'You can undo this afterwards.',
    blocked: 'This version of Claude is not known yet',
    anyway: 'Add this one anyway and see…',
    tryOne: 'Try one first',
    tryingOne: (all: number) =>
      `One to try with. The other ${formatCount(all - 1)} can follow when you have seen it in Claude.`,
    backToAll: (all: number) => `Back to all ${formatCount(all)}`,
    bringBack: (count: number) => `Bring back ${formatCount(count)}`,
    applying: (total: number) => `Bringing back ${conversations(total)}…`,
    applyingCount: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} written`,
    applyingWhy: 'Each one is read back to be sure. If one fails, or you cancel, all of it is taken back.',
    cancelling: 'Taking back what was done so far…',
    showPlan: 'Show the plan again',
    lookAgain: 'Look again',
    done: (count: number) => `${formatCount(count)} brought back`,
    doneWhy: (count: number) =>
      count === 1 ? 'Its entry was read back to be sure.' : 'Each entry was read back to be sure.',
    quitFirst: 'Quit Claude completely (tray icon, Quit) and open it again.',
    quitFirstMac: 'Quit Claude completely (Claude menu, Quit) and open it again.',
    quitFirstWhy: (count: number) =>
      `Claude reads its entries when it starts, so ${count === 1 ? 'it shows' : 'they show'} up then. Closing its window is not enough.`,
    openClaude: (count: number) =>
      count === 1 ? 'Open Claude: the conversation is in its sidebar.' : 'Open Claude: they are in its sidebar.',
    openClaudeWhy: 'Claude reads its entries when it starts.',
    elsewhereDone: (count: number) =>
      `${count === 1 ? 'It' : 'They'} will be in the sidebar of the Claude that uses this home.`,
    elsewhereDoneWhy:
      'Claude reads its entries when it starts. If it is running there, quit it completely and open it again.',
    sampleDone: (count: number) =>
      `This is the sample: no file of yours was touched, and no Claude will show ${count === 1 ? 'this one' : 'these'}.`,
    waiting: (count: number) =>
      `Waiting for Claude’s next start. Ghostlight then checks in Claude’s own log that it took ${count === 1 ? 'it' : 'them'}.`,
    shows: (count: number) => (count === 1 ? 'Claude shows it.' : `Claude shows all ${formatCount(count)}.`),
    showsSome: (confirmed: number, total: number) => `Claude shows ${formatCount(confirmed)} of ${formatCount(total)}.`,
    unsure: 'Claude has started since, and its log does not say how many it took.',
    others: (count: number) =>
      count === 1 ? 'Bring back the other one…' : `Bring back the other ${formatCount(count)}…`,
    undo: 'Undo',
    finish: 'Done',
    nothing: 'There is nothing to bring back',
    nothingWhy: 'All of these are in Claude’s sidebar already.',
    nothingCan: 'None of these can be brought back as it stands',
    nothingCanWhy: 'Each one says why. Nothing is lost: the conversations stay on this disk.',
    askQuit: 'Ask Claude to quit',
    askedQuit: 'Claude was asked to quit. It may ask you to confirm in its own window.',
    askedQuitWindows: 'Claude was asked to quit.',
    onlyHidden:
      'Claude’s window is closed, but Claude still runs: right-click its tray icon and choose Quit, then open it again.',
    onlyHiddenHere: 'Claude’s window is closed, but Claude still runs: right-click its tray icon and choose Quit.',
    askQuitFailed: 'Claude could not be asked. Quit it yourself: tray icon, Quit.',
    askQuitFailedMac: 'Claude could not be asked. Quit it yourself: Claude menu, Quit.',
  },

  account: {
    into: 'Into Claude’s sidebar of',
    unnamed: (id: string) => `Account ${id}`,
    organization: (id: string) => `organization ${id}`,
    has: (count: number) => `${entries(count)} there now`,
    why: 'Chosen because:',
    chosen: 'You chose it.',
    certain: 'In use now',
    change: 'Change…',
    keep: 'Done',
    choose: 'Which account should they go to?',
    chooseWhy:
      'They show up only in the sidebar of the account and organization you choose. Take the one that you are signed in to in Claude.',
    doubts: 'Why Ghostlight does not choose for you:',
    list: 'Accounts on this computer',
    noEvidence: 'No file of Claude’s speaks for it.',
    none: 'No account of Claude’s app was found',
    noneWhy:
      'There is no sidebar yet to bring anything back to. Start Claude, sign in, open its Code tab and start one blank session. Then look again.',
    stillNone: 'It is still not certain where to',
    stillNoneWhy: 'Start Claude once: the installation that was used last is the one that counts. Then look again.',
    details: 'More about it',
    alsoWhy: 'Also:',
    accountId: 'Account',
    organizationId: 'Organization',
    folder: 'Profile folder',
  },

  undo: {
    name: 'Undo this restore?',
    planning: 'Looking at what became of each entry since…',
    summary: (removed: number, putBack: number, copies: number): string => {
      const parts = [
        ...(removed > 0 ? [`${entries(removed)} will be removed`] : []),
        ...(putBack > 0 ? [`${formatCount(putBack)} put back as ${putBack === 1 ? 'it was' : 'they were'}`] : []),
        ...(copies > 0 ? [`${counted(copies, 'repaired copy', 'repaired copies')} removed`] : []),
      ];
      return `${parts.join(', ')}.`;
    },
    untouched: 'The conversations stay on this disk. They will be missing from Claude’s sidebar again.',
    of: (count: number, when: string) => `You brought back ${conversations(count)}, ${when}.`,
    leaves: 'Left as they are',
    groups: { remove: 'Entry removed', 'put-back': 'Put back as it was', 'remove-copy': 'Repaired copy removed' },
    running: 'Claude is running.',
    unknown: 'It could not be told whether Claude is running.',
    runningWhy: 'It would write the entries again, so quit it completely first (tray icon, Quit).',
    runningWhyMac: 'It would write the entries again, so quit it completely first (Claude menu, Quit).',
    confirm: 'Undo',
    keep: 'Keep it',
    nothing: 'There is nothing to undo',
    nothingWhy: 'What you bring back can be undone here and in History.',
    nothingLeft: 'Nothing is left to take back',
    nothingLeftWhy: 'Each entry was changed or removed since, and stays as it is now.',
    applying: 'Taking it back…',
  },

  history: {
    name: 'History',
    why: 'Each restore leaves a receipt here, with what it did. What still stands can be undone.',
    empty: 'No restore yet',
    emptyWhy: 'When you bring conversations back, a receipt of what was done is kept here, with a way to undo it.',
    showMissing: 'Show what is missing',
    brought: (count: number) => `${conversations(count)} brought back`,
    tried: (count: number) => conversations(count),
    into: (account: string) => `into the sidebar of ${account}`,
    states: {
      applying: 'Interrupted',
      done: 'Done',
      undoing: 'Undo interrupted',
      undone: 'Undone',
      'rolled-back': 'Failed, nothing changed',
      cancelled: 'Cancelled by you',
    } satisfies Record<ReceiptState, string>,
    interrupted:
      'It was cut short, by a power cut perhaps. Quit Claude and start Ghostlight again: it finishes it or takes it back.',
    waiting: 'Waiting for Claude’s next start to confirm it.',
    confirmed: (confirmed: number, total: number) =>
      `Confirmed by Claude: ${formatCount(confirmed)} of ${formatCount(total)}.`,
    unknown: 'Claude’s log does not say whether it took them.',
    whatItDid: 'What it did',
    undo: 'Undo…',
    receipt: 'Receipt',
    failed: 'The receipts could not be read',
    spoilt: (count: number) =>
      count === 1 ? 'One receipt cannot be used any more' : `${formatCount(count)} receipts cannot be used any more`,
    spoiltWhy:
      'What those restores brought back stays as it is. Ghostlight cannot undo them; in Claude you can still delete or archive each conversation.',
    spoiltFiles: (count: number) => counted(count, 'file', 'files'),
    loading: 'Reading the receipts',
    showOlder: (count: number) => `Show ${formatCount(count)} older`,
  },

  cowork: {
    name: 'Cowork tasks',
    why: 'These are on this disk, so they are not lost. They belong to Claude’s Cowork tab; Ghostlight shows them and leaves them alone.',
    none: 'There is none on this disk any more.',
    gone: 'its folder is gone',
    more: (count: number) => `Show ${formatCount(count)} more`,
  },

  health: {
    name: 'Health',
    why: 'What Ghostlight found about Claude on this computer, and what you can do about it.',
    checkAgain: 'Check again',
    loading: 'Looking at Claude’s folders',
    failed: 'Claude’s folders could not be looked at',
    levels: { good: 'In order', note: 'Worth knowing', act: 'To do' },
    findings: 'Findings',
    review: 'Review and bring back…',
    showTerminal: 'Show them',
    chooseFolder: 'Choose a folder…',
    chooseAccount: 'Choose an account…',
    saveErrors: 'Failed saves by day',
    saveErrorsWhy: 'From Claude’s own log: how often it could not save an entry.',
    saveErrorsSum: (count: number, days: number) =>
      `${counted(count, 'failed save', 'failed saves')} on ${counted(days, 'day', 'days')}`,
    chartOf: (sum: string, from: string, to: string) =>
      `Chart: ${sum}, from ${from} to ${to}. The table below has the same numbers.`,
    asTable: 'As a table',
    day: 'Day',
    kindOf: 'What went wrong',
    count: 'How often',
    errorKinds: {
      EXDEV: 'could not move the file (Windows Store build)',
      EEXIST: 'a link was in the way',
      ENOSPC: 'the disk was full',
      EPERM: 'not permitted',
      EACCES: 'no access',
      EBUSY: 'the file was busy',
      EROFS: 'the disk is read-only',
    } as Readonly<Record<string, string>>,
    otherError: (code: string) => `other fault (${code})`,
    installs: 'Installations of Claude',
    noInstalls: 'None was found.',
    live: 'In use',
    notLive: 'Not in use',
    notCertain: 'Not certain',
    evidence: 'Why Ghostlight believes so',
    andMore: (count: number) => `And ${formatCount(count)} more.`,
    accounts: 'Accounts',
    noAccounts: 'None is known.',
    entries,
    unloadable: 'Entries that Claude cannot load',
    unloadableWhy: 'Where its conversation is here, bringing it back replaces the entry.',
    unloadableCount: entries,
    problems: 'What could not be read',
    problemsWhy:
      'What is in these is not counted, so something may be missing that Ghostlight cannot see. Give yourself permission to read them, or connect the disk they are on, then check again.',
    problemCount: (count: number) => counted(count, 'file or folder', 'files and folders'),
    skipped: 'Left out on purpose',
    skippedWhy: 'Files that look like conversations and are none of yours.',
    skips: {
      empty: 'empty files',
      sidechain: 'work of a subagent',
      'warm-up': 'warm-ups of the app',
      teammate: 'conversations between agents',
      copy: 'copies of another conversation',
      'not-a-conversation': 'files without a conversation',
    } as Readonly<Record<string, string>>,
    claude: {
      running: 'Claude is running',
      closed: 'Claude is closed',
      unknown: 'It could not be told whether Claude is running',
    },
  },

  settings: {
    name: 'Settings',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    textSize: 'Text size',
    textSizes: { small: 'Small', normal: 'Normal', large: 'Large', larger: 'Larger' },
    folders: 'Folders',
    foldersWhy:
      'Ghostlight finds Claude’s usual folders by itself. Add one where yours are elsewhere: on an old disk, in a backup, under another name. A home folder takes the place of this computer’s for as long as it is there.',
    folderKinds: {
      'data-root': ['Profile of Claude’s app', 'the folder with claude-code-sessions in it'],
      'config-dir': ['Folder of Claude Code', 'the one with projects in it, usually .claude'],
      home: ['Home folder', 'of another computer, an old disk or a backup'],
    },
    add: 'Add a folder',
    remove: (path: string) => `Stop looking at ${path}`,
    removed: 'Ghostlight no longer looks there. Nothing in the folder was changed.',
    cannotAdd:
      'Here in the browser, folders are named when Ghostlight is started: with --home, --data-root or --config-dir.',
    background: 'Background',
    tray: 'Keep Ghostlight in the tray',
    trayWhy: 'It goes on watching Claude’s folders when the window is closed.',
    sample: 'Sample',
    sampleOn: 'Show the built-in sample instead of my data',
    sampleWhy: 'A made-up history to try things out. Nothing of yours is read or written.',
    about: 'About',
    version: (version: string) => `Ghostlight ${version}`,
    promise:
      'Nothing leaves this computer. Conversations are read and never changed; only entries of Claude’s sidebar are added or mended, each with a receipt.',
    license: 'Free software under the MIT licence. Not made by Anthropic.',
    loading: 'Reading the settings',
  },

  palette: {
    name: 'Commands',
    field: 'Type a command or a title…',
    none: 'Nothing matches',
    noneWhy: 'Titles of conversations and commands are searched.',
    actions: 'Commands',
    conversations: 'Conversations',
    restoreAll: (count: number) => `Bring back all ${formatCount(count)} missing…`,
    restoreThese: (count: number) =>
      count === 1 ? 'Bring back the selected one…' : `Bring back the ${formatCount(count)} selected…`,
    restoreOne: (title: string) => `Bring back “${title}”…`,
    undo: 'Undo the last restore…',
    filter: 'Filter the list',
    refresh: 'Look at the disk again',
    missing: 'Show what is missing',
    listed: 'Show what is listed',
    cowork: 'Show Cowork tasks',
    history: 'Show History',
    health: 'Show Health',
    settings: 'Open Settings',
    shortcuts: 'Keyboard shortcuts',
    sample: 'Look at the sample',
    leaveSample: 'Back to my own data',
    theme: (name: string) => `Theme: ${name}`,
    more: (count: number) => `${formatCount(count)} more: type more of the title`,
    /** Words that people use for a command and that its name does not have, by the command's id. */
    keywords: {
      'restore-these': 'restore recover return get back rescue selected ticked',
      'restore-one': 'restore recover return get back rescue open',
      'restore-all': 'restore recover return get back rescue lost everything sidebar',
      export: 'save download backup file markdown html json pdf',
      undo: 'revert take back remove',
      find: 'search look for',
      refresh: 'reload rescan scan refresh update',
      ghosts: 'ghosts lost gone restore recover bring get back',
      listed: 'sidebar in claude',
      history: 'activity receipts log what was done',
      health: 'doctor problems errors check diagnose why',
      settings: 'preferences options configuration folders theme tray',
      'theme-light': 'bright white mode appearance',
      'theme-dark': 'night black mode appearance',
      sample: 'demo example try',
      shortcuts: 'keys help hotkeys',
    } as Readonly<Record<string, string>>,
  },

  shortcuts: {
    name: 'Keyboard shortcuts',
    groups: { list: 'In the list', bring: 'Bringing back', window: 'Anywhere' },
    move: 'Move up and down',
    tick: 'Tick a conversation',
    extend: 'Tick all from here to there',
    group: 'Tick its whole group',
    one: 'Tick one more',
    open: 'Open it',
    all: 'Tick all',
    restore: 'Bring back what is ticked, or the open one',
    restoreAll: 'Bring back all that are missing',
    confirm: 'Do what the open sheet offers',
    undo: 'Undo the last restore; asks first',
    filter: 'Filter the list',
    palette: 'Commands, and any conversation by title',
    refresh: 'Look at the disk again',
    settings: 'Settings',
    help: 'This page',
    close: 'Close what is on top',
    click: 'click',
  },

  /** Where the window itself could not be drawn. */
  stumble: {
    title: 'Ghostlight’s window stumbled',
    what: 'Something in the window went wrong. No conversation and nothing of Claude’s is touched by that, and a restore under way is finished or taken back all the same.',
    next: 'Load the window again. If it happens again, copy the details and send them with a report.',
    reload: 'Load again',
    copy: 'Copy the details',
    copied: 'Copied.',
  },

  toasts: {
    label: 'Messages',
    close: 'Close this message',
    undone: (count: number) =>
      count === 1 ? 'Undone: 1 entry taken back.' : `Undone: ${formatCount(count)} entries taken back.`,
    undoneWhy: 'The conversations are still on this disk.',
    undonePartly: (left: number) => `${counted(left, 'entry was', 'entries were')} changed since and stayed.`,
    lookedAgain: (changed: number) =>
      changed === 0
        ? 'Looked again: no conversation has changed.'
        : `Looked again: ${counted(changed, 'conversation has', 'conversations have')} changed.`,
    claudeShows: (count: number) =>
      count === 1
        ? 'Claude shows the one you brought back.'
        : `Claude shows all ${formatCount(count)} you brought back.`,
  },

  /** What stands over an error, and what to do about it. The sentence between the two is the engine's own. */
  failures: {
    refused: ['That was not done', 'When that is settled, look again.'],
    stale: [
      'The disk changed meanwhile',
      'Something was written since this plan was made, so nothing was done. Look again: the new plan takes it into account.',
    ],
    cancelled: ['Cancelled', 'Look again to see the plan as it is now.'],
    forgotten: ['Ghostlight no longer has this plan', 'Nothing was changed. Look again: a new one is made.'],
    busy: [
      'Something else is under way',
      'Another restore or undo is running, perhaps in another window. Wait until it is done, then look again.',
    ],
    'not-found': [
      'That is no longer there',
      'It left the disk while you were looking. Look again to see what is there now.',
    ],
    'not-claude': [
      'That folder was not added',
      'Choose another one: a home folder with .claude in it, a profile of Claude’s app, or a folder of Claude Code.',
    ],
    'no-target': [
      'It is not certain where to',
      'Choose the account, or sign in to Claude, open its Code tab once and look again.',
    ],
    disk: ['A fault of the disk', 'See that the disk has room, is connected and may be written to. Then look again.'],
    full: ['The disk is full', 'Make some room on it, then look again.'],
    invalid: [
      'Ghostlight made a mistake',
      'This is a fault of Ghostlight, not of yours. Close the window and open it again.',
    ],
    unavailable: [
      'Ghostlight’s engine does not answer',
      'Close Ghostlight and start it again. Nothing is half done: the next start finishes or takes back what was begun.',
    ],
    internal: [
      'Something went wrong in Ghostlight',
      'Look again. If it stays so, close Ghostlight and start it again; nothing is lost.',
    ],
  } satisfies Record<AnswerError['code'], [string, string]>,
} as const;
