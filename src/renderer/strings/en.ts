import type { Cause, DataRootKind, SessionStatus } from '../../shared/model.ts';
import { formatCount, formatSentence } from './format.ts';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
const conversations = (count: number): string => counted(count, 'conversation', 'conversations');

/** The words of the frame, the overview, the list and the detail. Functions where a number or a name goes in. */
export const core = {
  appName: 'Ghostlight',

  common: {
    close: 'Close',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    details: 'Details',
    loading: 'Loading…',
    /** In a browser only. */
    serverGone: 'Ghostlight is not running any more. Start it again and open the address that it prints.',
    copyFailed: 'Could not copy: the clipboard is not available here.',
  },

  /** What each cause is, in the words of a person whose sidebar is empty. */
  causes: {
    'save-failed': 'not saved by Claude',
    'record-damaged': 'entry damaged',
    'link-lost': 'entry lost its link',
    'other-account': 'under another account',
    'other-organization': 'under another organization',
    'other-install': 'in an older installation',
    'old-store': 'in the old storage place',
    'record-lost': 'entry gone',
    'transcript-damaged': 'conversation file damaged',
    'never-listed': 'started in a terminal or editor',
  } satisfies Record<Cause, string>,

  statuses: {
    listed: 'in the sidebar',
    ghost: 'missing',
    archived: 'archived by you',
    deleted: 'deleted by you',
    unavailable: 'conversation gone',
    earlier: 'earlier part',
  } satisfies Record<SessionStatus, string>,

  installs: {
    macos: 'Claude for Mac',
    'windows-classic': 'Claude for Windows, classic installer',
    'windows-store': 'Claude from the Microsoft Store',
    linux: 'Claude for Linux',
    gateway: 'gateway profile of Claude',
    clone: 'second profile of Claude',
    chosen: 'profile in a folder of your choice',
  } satisfies Record<DataRootKind, string>,

  frame: {
    filter: 'Filter by title or folder',
    clearFilter: 'Clear the filter',
    palette: 'Commands',
    more: 'More',
    settings: 'Settings',
    shortcuts: 'Keyboard shortcuts',
    refresh: 'Look at the disk again',
    navigation: 'Places',
    showNavigation: 'Places',
    detailPane: 'Conversation',
    resizeNavigation: 'Width of the places',
    resizeList: 'Width of the list',
    sample: 'This is a sample, not your data.',
    otherHome: (home: string) => `This is ${home}, not this computer.`,
    leaveElsewhere: 'Back to this computer',
    accountUnknown: 'Account not certain',
    account: 'Account and profile',
    accountActive: 'Claude’s sidebar shows this account now',
    accountWhy: 'Why Ghostlight believes so',
    otherAccounts: 'Others on this computer',
    organization: (id: string) => `organization ${id.slice(0, 8)}`,
    entries: (count: number) => counted(count, 'entry', 'entries'),
    profileFolder: 'Profile folder',
  },

  places: {
    ghosts: 'Ghosts',
    listed: 'Listed',
    archived: 'Archived',
    deleted: 'Deleted',
    terminal: 'Terminal',
    unavailable: 'Unavailable',
    earlier: 'Earlier parts',
    projects: 'Projects',
    moreProjects: (count: number) => counted(count, 'more', 'more'),
    cowork: 'Cowork',
    history: 'History',
    health: 'Health',
    noProject: 'No folder',
    attention: 'needs attention',
  },

  placeHints: {
    cowork: 'Tasks of Claude’s Cowork tab',
    ghosts: 'Missing from Claude’s sidebar',
    listed: 'In Claude’s sidebar',
    archived: 'You archived these in Claude',
    deleted: 'You deleted these in Claude; the conversations are still on this disk',
    terminal: 'Started in a terminal, an editor or a program',
    unavailable: 'Claude has an entry, but the conversation is gone from this disk',
    earlier: 'Older stretches of conversations that went on in another file',
  },

  welcome: {
    title: 'Nothing of Claude’s was found on this computer',
    titleElsewhere: 'Nothing of Claude’s was found in this home folder',
    what: 'Ghostlight brings back conversations that the sidebar of Claude’s desktop app has lost. They are still on the disk; Ghostlight finds them, says why they are missing, and lists them again.',
    sampleTitle: 'See how it works',
    sampleWhy: 'A made-up profile with lost conversations. Nothing of yours is touched.',
    folderTitle: 'Look somewhere else',
    folderWhy:
      'A home folder on another disk or in a backup, or a profile of Claude or a folder of Claude Code in a place of its own.',
    laterTitle: 'Claude is new here?',
    laterWhy: 'Install Claude, sign in and open its Code tab once. Ghostlight notices by itself.',
    looked: 'Where Ghostlight looked',
  },

  overview: {
    name: 'Overview',
    /** The answer to the first question: is it lost? */
    missing: (count: number) =>
      count === 1
        ? '1 conversation is missing from Claude’s sidebar.'
        : `${formatCount(count)} conversations are missing from Claude’s sidebar.`,
    nothingLost: 'Nothing is lost.',
    /** Where a crash spoilt some of what is missing. */
    damaged: (missing: number, damaged: number) =>
      missing === 1
        ? 'It is on this disk, damaged in part.'
        : `They are on this disk, ${damaged === missing ? 'damaged' : `${formatCount(damaged)} of them damaged`} in part.`,
    theseAreHere: (count: number) => (count === 1 ? 'It is on this disk.' : 'They are on this disk.'),
    goneToo: (count: number) =>
      count === 1 ? 'Another one is gone from this disk.' : `${formatCount(count)} others are gone from this disk.`,
    goneHelp: 'What may help',
    restoreAll: (count: number) => `Restore all ${formatCount(count)}`,
    review: 'Choose which…',
    nothingFound: 'Nothing of Claude’s app was found here. This is a made-up sample.',
    sampleIs: 'This is a made-up sample.',
    lookedIn: (home: string) => `No profile of the app is in ${home}; Settings can add a folder.`,
    sampleShows: (missing: number) =>
      `In the sample, ${conversations(missing)} ${missing === 1 ? 'is' : 'are'} missing from the sidebar. Whatever you try on it touches no file of yours.`,
    tryOnSample: 'Try it on the sample',
    /** The answer to the last question: can I undo it? */
    undoable: 'You see the plan first, and every restore can be undone.',
    chooseAccount: 'Choose an account…',
    someCannot: (count: number) =>
      count === 1
        ? 'One of them cannot be brought back from here; its row says why.'
        : `${formatCount(count)} of them cannot be brought back from here; their rows say why.`,
    noneCan: 'None of them can be brought back from here; each row says why.',
    causes: {
      'save-failed': 'Claude could not save their entries.',
      'record-damaged': 'Their entries are damaged, so Claude skips them.',
      'link-lost': 'Their entries lost the link to the conversation.',
      'other-account': 'Their entries are under another account than the one in use.',
      'other-organization': 'Their entries are under another organization of your account.',
      'other-install': 'Their entries stayed in another installation of Claude.',
      'old-store': 'Their entries are where older versions of Claude kept them, and were not carried over.',
      'record-lost': 'Their entries are gone, as after an update or a reinstall. The conversations are on this disk.',
      'transcript-damaged':
        'There are zeros in their files, as after a crash, and Claude leaves such conversations out.',
      'never-listed': 'They were started outside of the app.',
    } satisfies Record<Cause, string>,
    saveErrors: {
      EXDEV: 'Claude could not save their entries: a known fault of the Windows Store build.',
      EEXIST: 'Claude could not save their entries: a link is in the way of its folder.',
      ENOSPC: 'Claude could not save their entries: the disk was full.',
      EPERM: 'Claude could not save their entries: the system did not permit it.',
      EACCES: 'Claude could not save their entries: the system did not permit it.',
    } as Readonly<Record<string, string>>,
    mostly: (sentence: string, rest: number) =>
      `${sentence} ${rest === 1 ? 'One is' : `${formatCount(rest)} are`} missing for other reasons.`,
    waiting: (count: number) => `${formatCount(count)} brought back, waiting for Claude.`,
    stepQuit: 'Quit Claude completely: also from its tray icon',
    stepQuitMac: 'Quit Claude completely: Claude menu, Quit',
    stepOpen: 'Open it again',
    stepSeen: 'Ghostlight sees in Claude’s log that it took them',
    stepDone: '(done)',
    broughtBack: (count: number) => `${formatCount(count)} brought back.`,
    broughtBackSample: 'This is the sample: no file of yours was touched, and no Claude will show them.',
    broughtBackElsewhere: (count: number) =>
      `${count === 1 ? 'It shows' : 'They show'} once the Claude that uses this home is started.`,
    shows: (count: number) =>
      count === 1
        ? 'Claude shows the one you brought back.'
        : `Claude shows all ${formatCount(count)} you brought back.`,
    showsWhy: 'Claude’s own log says that it took what was brought back.',
    showsSome: (confirmed: number, total: number) =>
      `Claude shows ${formatCount(confirmed)} of the ${formatCount(total)} you brought back.`,
    showsSomeWhy: 'History says which ones it left out, as far as that is known.',
    unsure: 'Claude has started since, and its log does not say how many it took.',
    undo: 'Undo…',
    recurring: 'It will happen again.',
    recurringToo: 'What lost them is still there, so it will happen again; Health says what helps.',
    recurringFine: (count: number) =>
      count === 1 ? 'For now, your one conversation is listed.' : `For now, all ${formatCount(count)} are listed.`,
    fine: (count: number) =>
      count === 1 ? 'Your one conversation is listed.' : `All ${formatCount(count)} conversations are listed.`,
    fineWhy: 'Claude’s sidebar has an entry for each of them. There is nothing to bring back.',
    fineNone: 'No conversation of Claude’s app is missing.',
    fineNoneWhy: 'Nothing was started in the app yet, as far as this disk tells.',
    terminalToo: (count: number) =>
      count === 1
        ? '1 more was started in a terminal or editor and never had an entry.'
        : `${formatCount(count)} more were started in a terminal or editor and never had an entry.`,
    gone: (count: number) =>
      count === 1
        ? '1 entry has no conversation on this disk any more.'
        : `${formatCount(count)} entries have no conversation on this disk any more.`,
    allGone: (count: number) =>
      count === 1
        ? 'Claude lists 1 conversation that is not on this disk.'
        : `Claude lists ${formatCount(count)} conversations that are not on this disk.`,
    allGoneWhy:
      'If they are kept on another disk, connect it, then look again; Health says more. Claude’s own cleanup may also have deleted them.',
    notSure: (count: number) =>
      count === 1
        ? 'The one conversation that could be read is listed.'
        : `All ${formatCount(count)} conversations that could be read are listed.`,
    notSureWhy: 'Something may be missing that Ghostlight cannot see.',
    notSureNext: 'Nothing was changed. Look again once it can be read.',
    problem: (path: string, problem: string) => formatSentence(`${path} ${problem}`),
    problems: (count: number) => `${formatCount(count)} folders or files could not be read.`,
    showHealth: 'Details',
    doubtAccount: 'It is not certain which account Claude uses.',
    doubtAccountWhy:
      'Ghostlight needs two signs that agree before it says what is missing. Sign in to Claude and open its Code tab once, or choose the account yourself.',
    doubtAccountFound: (count: number) => `${conversations(count)} found on this disk; nothing is lost.`,
    doubtRoot: (count: number) =>
      `${formatCount(count)} installations of Claude are here, and it is not certain which one you use.`,
    doubtRootWhy: 'Start Claude once: the one that was used last is the one that counts. Nothing is changed meanwhile.',
    noProfile: 'Claude’s desktop app was not found on this computer.',
    noProfileWhy: (count: number) =>
      `${conversations(count)} of Claude Code ${count === 1 ? 'is' : 'are'} here and can be read. To bring ${count === 1 ? 'it' : 'them'} into Claude’s sidebar, install Claude, sign in and open its Code tab once.`,
    nothingHere: 'No Claude and no conversations were found on this computer.',
    nothingHereWhy:
      'Ghostlight brings back conversations that the sidebar of Claude’s desktop app has lost. If yours are on another disk or in a backup, show it the folder.',
    lookAtSample: 'Look at a sample',
    chooseFolder: 'Choose a folder…',
    displayFaultTitle: (count: number) =>
      count === 1
        ? 'Your one entry is in order on this disk.'
        : `All ${formatCount(count)} entries are in order on this disk.`,
    reading: 'Looking for your conversations…',
    readingCount: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} read`,
    readingSoFar: (missing: number) =>
      missing === 0 ? 'None is missing so far.' : `${conversations(missing)} missing so far.`,
    readingWhy: 'The first look at a long history takes a moment.',
    readingNewest: 'The newest are in the list already.',
    failed: 'Ghostlight could not look at your conversations.',
    failedOlder: 'What stands below was read before that.',
    failedNext: 'Nothing was changed. Connect the disk or see to it that you may read the folder, then try again.',
    lost: (message: string) => `${message} What you see may be out of date.`,
    /** An account whose address no file names: the beginning of its id. */
    accountId: (id: string) => `account ${id.slice(0, 8)}`,
    about: (account: string, install: string) => `${account} · ${install}`,
  },

  list: {
    /** The accessible name of the list; tests go by it. */
    name: 'Conversations',
    count: (count: number) => conversations(count),
    filtered: (shown: number, total: number) => `${formatCount(shown)} of ${formatCount(total)}`,
    arrange: 'Arrange',
    groupBy: 'Group by',
    sortBy: 'Sort by',
    groupings: { project: 'Project', cause: 'Cause', none: 'No groups' },
    sortings: { recent: 'Newest first', oldest: 'Oldest first', title: 'Title', size: 'Largest first' },
    onlyProject: (name: string) => `Only ${name}`,
    showAllProjects: 'Show all projects',
    untitled: 'Untitled',
    noProject: 'No folder',
    noDate: 'no date',
    expiresShort: 'cleanup soon',
    inUse: 'in use',
    startedIn: (entrypoint: string | null) =>
      entrypoint === 'claude-vscode'
        ? 'Visual Studio Code'
        : entrypoint === 'claude-jetbrains'
          ? 'JetBrains editor'
          : entrypoint === 'cli' || entrypoint === 'sdk-cli'
            ? 'terminal'
            : 'a program',
    selected: (count: number, size: string) => `${formatCount(count)} selected · ${size}`,
    hidden: (count: number) => `${formatCount(count)} hidden by the filter`,
    restore: (count: number) => (count === 1 ? 'Restore 1…' : `Restore ${formatCount(count)}…`),
    clear: 'Clear the selection',
    broughtBack: (count: number) => (count === 1 ? '1 was brought back' : `${formatCount(count)} were brought back`),
    broughtBackWhy: 'Nothing else is missing. The sentence at the top says what is left to do.',
    showBroughtBack: 'Show them',
    noneChosen: 'Tick some first, or press Shift and B for all that are missing',
    noFolder: 'folder renamed or moved',
    noneRestorable: 'None of these can be restored',
    someRestorable: (count: number, all: number) => `${formatCount(count)} of ${formatCount(all)} can be restored`,
    all: 'all',
    empty: {
      ghosts: ['Nothing is missing', 'Every conversation of Claude’s app that is on this disk is in its sidebar.'],
      ghostsUnsure: ['Nothing is missing, as far as can be told', 'The sentence at the top says what is not certain.'],
      listed: ['Nothing listed', 'Claude’s sidebar has no entry for a conversation on this disk.'],
      archived: ['Nothing archived', 'What you archive in Claude shows up here.'],
      deleted: [
        'Nothing deleted',
        'What you delete in Claude shows up here for as long as it is on this disk. It stays deleted unless you bring it back.',
      ],
      terminal: [
        'Nothing from terminals or editors',
        'Conversations started with Claude Code outside of the app show up here. They can be brought into the sidebar.',
      ],
      unavailable: [
        'Nothing unavailable',
        'Entries in Claude’s sidebar whose conversation is gone from this disk show up here.',
      ],
      earlier: [
        'No earlier parts',
        'When Claude goes on with a conversation in a new file, the older file shows up here.',
      ],
    },
    noMatch: (filter: string) => `Nothing matches “${filter}”`,
    noMatchWhy: 'The filter looks at titles and folders.',
    noneInProject: 'Nothing here from this project',
    elsewhere: (count: number, place: string) => `${formatCount(count)} in ${place}`,
  },

  detail: {
    none: 'Choose a conversation',
    noneWhy: 'All that was said in it, and where it stands, shows up here.',
    hints: {
      move: 'go through the list',
      tick: 'select several',
      restore: 'bring back what is ticked or open',
      all: 'all the keys',
    },
    goneTitle: 'This conversation is no longer there',
    goneWhy: 'It left the disk while you were looking.',
    text: 'About the conversation',
    notListed: 'never listed',
    project: 'Project',
    dates: 'When',
    model: 'Model',
    size: 'Size',
    prompts: 'Prompts',
    prompt: (count: number) => counted(count, 'prompt', 'prompts'),
    started: 'Started',
    lastUsed: 'Last used',
    why: 'Why it is missing',
    whyTerminal: 'Why it is not in the sidebar',
    whyOther: 'Where it stands',
    evidence: 'Evidence',
    evidenceEntries: 'Entries of it',
    evidenceLog: 'Lines of Claude’s log',
    evidenceNone: 'No file of Claude’s speaks of it: that is the evidence.',
    evidenceGood: 'Claude would load this one.',
    evidenceFailed: 'The evidence could not be read.',
    transcript: 'Conversation file',
    id: 'Id',
    willDo: 'What restoring does',
    restores: {
      'save-failed': 'Adds its entry to Claude’s sidebar: the half-saved one where it is whole, else a new one.',
      'record-damaged': 'Replaces the damaged entry, after keeping a copy of it. Claude has to be closed for that.',
      'link-lost':
        'Mends its entry so that it leads to the conversation, after keeping a copy. Claude has to be closed for that.',
      'other-account': 'Adds a copy of its entry to the account in use. The other account keeps its own.',
      'other-organization': 'Adds a copy of its entry to the organization in use. The other one keeps its own.',
      'other-install': 'Adds a copy of its entry to the installation in use. The other one keeps its own.',
      'old-store': 'Adds a copy of its old entry where Claude looks now.',
      'record-lost': 'Adds a new entry to Claude’s sidebar.',
      'transcript-damaged':
        'Makes a repaired copy of what can still be read, and adds an entry for it to Claude’s sidebar. The plan says what is left out.',
      'never-listed': 'Adds an entry to Claude’s sidebar, so that you can go on with it in the app.',
    } satisfies Record<Cause, string>,
    restoresDeleted: 'Brings it back although you deleted it: adds an entry to Claude’s sidebar.',
    restoresEarlier: 'Adds an entry of its own to Claude’s sidebar, beside the conversation that it is a part of.',
    earlierParts: (count: number) => counted(count, 'earlier part', 'earlier parts'),
    earlierPartsWhy: 'Claude went on with this conversation in a new file. What was said before is here:',
    partOf: 'The conversation that it is a part of',
    restoresArchived: 'Adds its entry where Claude looks now. It stays archived.',
    untouched: 'The conversation itself is not changed, and the restore can be undone.',
    goneHelp: 'What may help',
    goneHelpWhy: (id: string) =>
      `A backup, another disk or an older computer may still have its file, ${id}.jsonl, in the folder .claude/projects. Put it back into the same folder here, then look again. Claude’s own cleanup deletes conversations after a while; what it deleted is in no other place.`,
    cannot: 'It cannot be restored from here',
    cannotNoTarget: 'There is no account of Claude’s app on this computer to bring it back to.',
    cannotOther: 'Ghostlight knows no safe way to bring it back.',
    expires: (when: string) => `Claude’s own cleanup will delete this conversation ${when}.`,
    expiresPast: 'Claude’s own cleanup may delete this conversation the next time Claude Code starts.',
    expiresWhy:
      'Bring it back and use it, or raise “cleanupPeriodDays” in Claude Code’s settings. What the cleanup deletes, nobody can bring back.',
    inUse: 'It is in use: open in Claude, or written a moment ago. Close it there before restoring.',
    restore: 'Restore…',
    restoreDeleted: 'Bring it back…',
    reveal: 'Show in folder',
    copyCommand: 'Copy “claude --resume” command',
    copyId: 'Copy id',
    moreActions: 'More actions',
    backToList: 'Back to the list',
    copiedCommand: (folder: string | null) =>
      folder === null ? 'Command copied. Run it in a terminal.' : `Command copied. Run it in a terminal, in ${folder}.`,
    copiedId: 'Id copied.',
  },
} as const;
