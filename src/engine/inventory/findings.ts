import { sep } from 'node:path';
import type { AppCheck, Finding } from '../../shared/model.ts';
import { localDay } from '../claude/log-time.ts';
import type { SidebarSettings } from '../claude/sidebar-settings.ts';
import { linkStatOf } from '../files.ts';
import { realPath } from '../paths.ts';
import { isInTarget, isZeroedOut, type Conversation } from './conversation.ts';
import type { Inventory } from './inventory.ts';
import { sameIds } from './pairs.ts';

/** The doctor's findings: what is wrong, in plain words, and what to do about it. */

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** What the probes look at. */
export interface Findable extends Inventory {
  sidebar: SidebarSettings;
  /** How many entries Claude cannot load. */
  unloadable: number;
  app: AppCheck;
}

type Probe = (inventory: Findable) => Finding[];

/** In the order in which a worried person asks. */
const PROBES: Probe[] = [
  noInstallation,
  installedApp,
  noConversations,
  unreadFolders,
  movedDataRoots,
  doubtfulInstallation,
  doubtfulAccount,
  missingConversations,
  misledRows,
  rowsThatMayNotOpen,
  unreachable,
  blankedList,
  displayFault,
  failedSaves,
  expiringGhosts,
  otherUnloadable,
  zeroedConversations,
  unavailableRows,
  lostGroups,
  coworkTasks,
];

/** What is worth saying, the good news first where nothing is wrong. */
export function findingsOf(inventory: Findable): Finding[] {
  const findings = PROBES.flatMap((probe) => probe(inventory));
  // What will happen again takes nothing from what is true now.
  if (findings.some(({ level, recurs }) => level === 'act' && recurs !== true)) return findings;
  const { length } = inventory.scan.sessions.filter(({ status }) => status === 'listed');
  if (isPartlyUnread(inventory)) return [partlyUnread(length), ...findings];
  return [
    {
      level: 'good',
      what: `${plural(length, 'conversation is', 'conversations are')} in Claude’s sidebar, and none of Claude’s own is missing.`,
      next: null,
      action: null,
    },
    ...findings,
  ];
}

function noInstallation({ evidence }: Findable): Finding[] {
  if (evidence.roots.length > 0) return [];
  return [
    {
      level: 'act',
      what: 'No profile of Claude Desktop was found in this home folder.',
      next: 'Install Claude Desktop, sign in and start one blank Code session.',
      action: 'choose-data-root',
    },
  ];
}

/** Another home's Claude is not here to be asked; that is no news. */
function installedApp({ app, evidence }: Findable): Finding[] {
  if (app.kind === 'not-checked' || evidence.roots.length === 0) return [];
  const isUnfamiliar = app.kind === 'unfamiliar';
  return [
    {
      level: isUnfamiliar ? 'act' : 'note',
      what: app.sentence,
      next: isUnfamiliar
        ? 'Look for a newer Ghostlight before you bring anything back. Looking, reading and exporting work as always.'
        : null,
      action: null,
    },
  ];
}

function noConversations({ evidence }: Findable): Finding[] {
  if (evidence.configDirs.length > 0) return [];
  return [
    {
      // Who never started a Code session has none yet.
      level: evidence.records.length > 0 ? 'act' : 'note',
      what: 'No folder of Claude Code (.claude) was found in this home folder, and conversations are kept there.',
      next: 'Where it was moved to another disk, connect that disk.',
      action: 'choose-config-dir',
    },
  ];
}

function unreadFolders({ evidence }: Findable): Finding[] {
  return evidence.problems
    .filter(({ unread }) => unread === true)
    .map(({ path, problem }) => ({
      level: 'act',
      what: `${path} ${problem}. Nothing is known of what is in it.`,
      next: problem.includes('leads nowhere')
        ? 'Connect the disk that it leads to, or remove the link, then look again.'
        : 'See to it that this user may read that folder, then look again.',
      action: null,
    }));
}

/** Claude's Code tab follows a link in the place of its whole folder, Cowork does not (docs/formats/claude-desktop.md 12.11). */
function movedDataRoots({ evidence }: Findable): Finding[] {
  return evidence.roots.flatMap(({ place: { path } }) => {
    if (linkStatOf(path)?.isSymbolicLink() !== true) return [];
    return {
      level: 'note',
      what: `${path} is a link to ${realPath(path)}. The Code tab works there, and so does a restore; Cowork refuses to start and says “is a symlink or junction, refusing to open”.`,
      next: 'Where you use Cowork, quit Claude and move the folder back into the place of the link.',
      action: null,
    };
  });
}

function doubtfulInstallation({ evidence }: Findable): Finding[] {
  if (evidence.roots.length < 2) return [];
  if (evidence.live !== null) {
    return [
      {
        level: 'note',
        what: `${evidence.roots.length} profiles of Claude Desktop were found; ${evidence.live.place.path} is the one in use. Conversations of the others count as missing.`,
        next: null,
        action: null,
      },
    ];
  }
  return [
    {
      level: 'act',
      what: `${evidence.roots.length} profiles of Claude Desktop were found, and nothing tells which one is in use.`,
      next: 'Start Claude once: the one that was used last is the one that counts.',
      action: 'choose-installation',
    },
  ];
}

function doubtfulAccount({ evidence, target }: Findable): Finding[] {
  if (evidence.live === null || target !== null) return [];
  return [
    {
      level: 'act',
      what: evidence.live.decision.doubts.join(' '),
      next: 'Sign in to Claude and open its Code tab once, or choose the account yourself.',
      action: 'choose-account',
    },
  ];
}

function missingConversations({ scan, conversations }: Findable): Finding[] {
  const ghosts = scan.sessions.filter(({ status }) => status === 'ghost');
  const own = ghosts.filter(({ id }) => conversations.get(id)?.needs.length === 0);
  const others = ghosts.length - own.length;
  const damaged = own.filter(({ cause }) => cause === 'transcript-damaged').length;
  return [
    ...(own.length === 0
      ? []
      : [
          {
            level: 'act' as const,
            what: `${plural(own.length, 'conversation is', 'conversations are')} missing from Claude’s sidebar. The conversations themselves are on this disk${damaged === 0 ? '' : `, ${damaged} of them damaged in part`}.`,
            ...(own.some(({ restorable }) => restorable)
              ? {
                  next: `Ghostlight can bring back ${own.every(({ restorable }) => restorable) ? 'what is missing' : `${own.filter(({ restorable }) => restorable).length} of them`}, and that can be undone.`,
                  action: 'restore' as const,
                }
              : { next: 'Each one says why it cannot be brought back yet.', action: null }),
          },
        ]),
    ...(others === 0
      ? []
      : [
          {
            level: 'note' as const,
            what: `${plural(others, 'conversation was', 'conversations were')} started in a terminal, an editor or a program, and never had an entry.`,
            next: 'Ghostlight can bring these into the sidebar as well, if you like.',
            action: 'show-outside' as const,
          },
        ]),
  ];
}

/** Rows that an earlier version of Ghostlight wrote with a folder in which the conversation is not. */
function misledRows({ conversations, evidence }: Findable): Finding[] {
  const own = [...conversations.values()].filter(
    ({ remedy }) => remedy?.kind === 'repoint' && evidence.ownRows.has(remedy.record.file.path),
  );
  if (own.length === 0) return [];
  const right = own.filter(({ cwdChoice }) => cwdChoice?.kind === 'found').length;
  return [
    {
      level: 'act',
      what: `${plural(own.length, 'entry', 'entries')} that Ghostlight wrote before ${own.length === 1 ? 'opens' : 'open'} as “Session not found on disk”: the folder of the conversation was renamed or moved, and the entry names the old one.`,
      next:
        right === 0
          ? 'No known path leads to the conversation, so that the entry cannot be put right yet. Undo of that restore takes the entry back.'
          : `Ghostlight can put ${right === own.length && right === 1 ? 'it' : right === own.length ? 'them' : `${right} of them`} right while Claude is closed, and that can be undone.`,
      action: right === 0 ? null : 'restore',
    },
  ];
}

/** Rows of Claude's own whose folder does not lead to the conversation: nothing of ours to change. */
function rowsThatMayNotOpen({ conversations }: Findable): Finding[] {
  const { length } = [...conversations.values()].filter(({ because }) => because.opensNowhere === true);
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(length, 'entry', 'entries')} of Claude’s ${length === 1 ? 'names another folder than the one' : 'name other folders than those'} that Claude keeps the conversation under, and may open as “Session not found on disk”. That happens when a folder in .claude/projects is renamed or moved.`,
      next: 'Where such a folder was renamed, give it its old name again. The conversations can be read and exported here.',
      action: null,
    },
  ];
}

/** Missing conversations for which no row that opens can be written (docs/formats/claude-desktop.md 12.10). */
function unreachable({ conversations }: Findable): Finding[] {
  const found = [...conversations.values()].filter(
    ({ status, cwdChoice, needs }) =>
      status === 'ghost' && needs.length === 0 && cwdChoice !== null && cwdChoice.kind !== 'found',
  );
  const folders = new Set(found.map(({ transcript }) => transcript?.folder));
  if (found.length === 0) return [];
  return [
    {
      level: 'act',
      what: `${plural(found.length, 'missing conversation', 'missing conversations')} cannot be brought back yet: no known path leads to ${folders.size === 1 ? 'the folder' : `the ${folders.size} folders`} that Claude keeps ${found.length === 1 ? 'it' : 'them'} under, as after a project was renamed or moved.`,
      next: 'Start one Code session in the folder where the project is now, then look again. Each conversation says which folder is meant.',
      action: null,
    },
  ];
}

/**
 * A record without dates passed the loader of some builds and emptied the whole list
 * (docs/formats/claude-desktop.md 2.1). One of another account is not loaded as long as that is not in use.
 */
function blankedList({ evidence, target, conversations }: Findable): Finding[] {
  const poison = evidence.records.filter(
    (record) =>
      record.file.damage === 'dates-missing' &&
      record.file.kind === 'record' &&
      (target === null ? record.store === 'code' : isInTarget(record, target)),
  );
  const replaced = [...conversations.values()].flatMap(({ remedy }) =>
    remedy?.kind === 'replace' ? remedy.damaged : [],
  );
  return poison.map((record) => ({
    level: 'act',
    what: `${record.file.path} has no dates. Builds of July 2026 show an empty sidebar because of one such entry.`,
    next: replaced.includes(record)
      ? 'Quit Claude and restore its conversation: the entry is replaced, and a copy of it kept in the receipt.'
      : 'Quit Claude and move that file out of its folder: its conversation is not on this disk, or has another entry.',
    action: null,
  }));
}

/**
 * Rows that Claude loaded and does not show: nothing that rebuilding the index could mend
 * (docs/formats/claude-desktop.md 7, row 18).
 */
export function displayFault({ target, sidebar }: Pick<Findable, 'target' | 'sidebar'>): Finding[] {
  if (target === null) return [];
  const start = target.root.log.starts.findLast(({ loaded, ...pair }) => loaded !== null && sameIds(pair, target));
  const loadable = target.folder?.records.filter(({ damage }) => damage === null).length ?? 0;
  if (start?.loaded == null || start.loaded === 0 || loadable === 0) return [];
  const { filters } = sidebar;
  const loaded = `Claude’s log says that it loaded ${plural(start.loaded, 'entry', 'entries')} at its last start`;
  if (filters.length > 0) {
    return [
      {
        level: 'note',
        what: `${loaded}, and its sidebar has a filter set (${filters.join(', ')}), which hides some of them.`,
        next: 'Clear the filter in Claude’s sidebar before restoring anything.',
        action: null,
      },
    ];
  }
  if (!target.root.log.focusLost) return [];
  return [
    {
      level: 'note',
      what: `${loaded}. If the sidebar is empty all the same, the fault is in Claude’s window: its entries are fine, and a restore would not help.`,
      next: 'Sign out of Claude and in again, or install Claude’s newest version.',
      action: null,
    },
  ];
}

const SAVE_ADVICE: Readonly<Record<string, string>> = {
  EXDEV:
    'A fault of the Windows Store build: new conversations get lost at every restart. Claude’s classic installer (from claude.ai) does not have it; until then, restore after each restart.',
  EEXIST:
    'A link stands where Claude keeps its folder (%APPDATA%\\Claude): remove the link, and let Claude make the folder.',
  ENOSPC: 'The disk was full: make room, then restore what is missing.',
};

function failedSaves({ evidence }: Findable): Finding[] {
  const byCode = new Map<string, number>();
  for (const { kind, count } of evidence.live?.log.saveErrorsByDay ?? [])
    byCode.set(kind, (byCode.get(kind) ?? 0) + count);
  const recurring = recurringErrors(evidence);
  return [...byCode].map(([code, count]) => ({
    level: recurring.has(code) ? 'act' : 'note',
    what: `Claude’s log has ${plural(count, 'failed save', 'failed saves')} (${code}).`,
    next: SAVE_ADVICE[code] ?? 'Check that Claude’s folder may be written to, then restart Claude.',
    action: null,
    ...(recurring.has(code) ? { recurs: true } : {}),
  }));
}

/** A fault that shows in the log of these days has not gone away. */
const RECENT_DAYS = 14;

/**
 * Faults of an installation, as opposed to a full disk: each restart of Claude meets them again
 * (docs/formats/claude-desktop.md 7, row 1, and row 2).
 */
const FAULTS_THAT_STAY = ['EXDEV', 'EEXIST'];

/** Codes of failed saves that the log still had in its last days. */
function recurringErrors({ live, world }: Findable['evidence']): Set<string> {
  const { saveErrorsByDay = [], newestAt = null } = live?.log ?? {};
  const since = localDay((newestAt ?? world.now()) - RECENT_DAYS * 24 * 60 * 60_000);
  const recent = saveErrorsByDay.filter(({ kind, day }) => FAULTS_THAT_STAY.includes(kind) && day >= since);
  return new Set(recent.map(({ kind }) => kind));
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Of the app's own: that Claude Code cleans up what was written in a terminal is nothing new to those who use one. */
function expiringGhosts({ scan, evidence, conversations }: Findable): Finding[] {
  const soon = evidence.world.now() + WEEK_MS;
  const { length } = scan.sessions.filter(
    ({ id, status, expiresAt }) =>
      status === 'ghost' && expiresAt !== null && expiresAt < soon && conversations.get(id)?.needs.length === 0,
  );
  if (length === 0) return [];
  return [
    {
      level: 'act',
      what: `${plural(length, 'missing conversation is', 'missing conversations are')} due for Claude’s own cleanup within a week, which deletes the conversation itself.`,
      next: 'Set "cleanupPeriodDays": 3650 in Claude Code’s settings.json before Claude starts again.',
      action: null,
    },
  ];
}

function otherUnloadable({ unloadable }: Findable): Finding[] {
  if (unloadable === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(unloadable, 'entry', 'entries')} in Claude’s folders cannot be loaded by Claude; ${unloadable === 1 ? 'it is' : 'they are'} listed below.`,
      next: null,
      action: null,
    },
  ];
}

/** Conversations may be where nobody could look; then nothing is known of those that were not found. */
const isPartlyUnread = ({ scan, evidence }: Findable): boolean =>
  scan.problems.some(
    ({ path, unread }) =>
      unread === true || evidence.configDirs.some((dir) => path === dir || path.startsWith(dir + sep)),
  );

function partlyUnread(listed: number): Finding {
  return {
    level: 'act',
    what: `${plural(listed, 'conversation that could be read is', 'conversations that could be read are')} in Claude’s sidebar. What could not be read may be missing.`,
    next: 'See to it that Ghostlight may read it, then look again.',
    action: null,
  };
}

/** What a crash left nothing of but zeros (docs/formats/claude-desktop.md 12.10). */
function zeroedConversations({ conversations }: Findable): Finding[] {
  const { length } = [...conversations.values()].filter(isZeroed);
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `Of ${plural(length, 'conversation', 'conversations')} only zeros are left in ${length === 1 ? 'its file' : 'their files'}, as after a crash or a power loss.`,
      next: 'Only a backup of the folder .claude/projects can bring back what was said.',
      action: null,
    },
  ];
}

const isZeroed = ({ transcript }: Conversation): boolean => transcript !== null && isZeroedOut(transcript);

function unavailableRows(inventory: Findable): Finding[] {
  const unavailable = [...inventory.conversations.values()].filter(
    (conversation) => conversation.status === 'unavailable' && !isZeroed(conversation),
  );
  const unlinked = unavailable.filter(({ cause }) => cause === 'link-lost').length;
  return [...goneRows(inventory, unavailable.length - unlinked), ...unlinkedRows(unlinked)];
}

/** Nothing says which conversation was meant, or that there was one (docs/formats/claude-desktop.md 12.12). */
function unlinkedRows(length: number): Finding[] {
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(length, 'entry leads', 'entries lead')} to no conversation: ${length === 1 ? 'it' : 'they'} lost the link, or never had one.`,
      next: null,
      action: null,
    },
  ];
}

function goneRows(inventory: Findable, length: number): Finding[] {
  if (length === 0) return [];
  if (isPartlyUnread(inventory)) {
    return [
      {
        level: 'note',
        what: `${plural(length, 'entry has', 'entries have')} no conversation among those that could be read.`,
        next: 'It may be in what could not be read: look again once that is mended.',
        action: null,
      },
    ];
  }
  return [
    {
      level: 'note',
      what: `${plural(length, 'entry has', 'entries have')} no conversation on this disk any more: Claude’s cleanup deletes conversations after a while, or they took place elsewhere.`,
      next: 'Only a backup of the folder .claude/projects can bring these back.',
      action: null,
    },
  ];
}

/** Groups outlive the rows in them, so they tell how many rows there once were (docs/formats/claude-desktop.md 5.6). */
function lostGroups({ target, sidebar }: Findable): Finding[] {
  if (target === null) return [];
  const rows = new Set(target.folder?.records.map(({ stem }) => stem) ?? []);
  const { length } = sidebar.groupedRows.filter((row) => !rows.has(row));
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `Your sidebar groups name ${plural(length, 'entry that is', 'entries that are')} gone.`,
      next: null,
      action: null,
    },
  ];
}

function coworkTasks({ scan }: Findable): Finding[] {
  const { length } = scan.cowork;
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(length, 'Cowork task is', 'Cowork tasks are')} on this disk. Ghostlight shows ${length === 1 ? 'it and leaves it' : 'them and leaves them'} alone.`,
      next: null,
      action: null,
    },
  ];
}
