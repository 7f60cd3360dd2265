import type { Cause, Diagnosis, Finding, Session, SessionStatus, UnloadableRecord } from '../../shared/model.ts';
import { DAMAGE_SENTENCES } from '../claude/record.ts';
import { readSidebarSettings, type SidebarSettings } from '../claude/sidebar-settings.ts';
import { isInTarget } from './conversation.ts';
import type { Inventory } from './inventory.ts';

/** What a look at the whole installation finds, in plain words, and what to do about it. */
export function diagnoseInstallation(inventory: Inventory, claudeRunning: boolean | null): Diagnosis {
  const { scan, evidence } = inventory;
  return {
    schema: 1,
    platform: scan.platform,
    home: scan.home,
    claudeRunning,
    dataRoots: scan.dataRoots,
    pairs: scan.pairs,
    counts: countBy(scan.sessions),
    causes: causesOf(scan.sessions),
    unloadable: unloadableRecords(inventory),
    saveErrors: evidence.live?.log.saveErrorsByDay ?? [],
    findings: findingsOf(inventory),
    problems: scan.problems,
  };
}

function countBy(sessions: readonly Session[]): Record<SessionStatus, number> {
  const counts = { listed: 0, ghost: 0, archived: 0, deleted: 0, unavailable: 0 };
  for (const { status } of sessions) counts[status] += 1;
  return counts;
}

function causesOf(sessions: readonly Session[]): Partial<Record<Cause, number>> {
  const causes: Partial<Record<Cause, number>> = {};
  for (const { cause } of sessions) if (cause !== null) causes[cause] = (causes[cause] ?? 0) + 1;
  return causes;
}

function unloadableRecords({ evidence }: Inventory): UnloadableRecord[] {
  return evidence.records
    .filter(({ file, store }) => store === 'code' && file.kind === 'record')
    .flatMap(({ file }) => (file.damage === null ? [] : [{ path: file.path, reason: DAMAGE_SENTENCES[file.damage] }]));
}

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

type Probe = (inventory: Inventory) => Finding[];

/** In the order in which a worried person asks. */
const PROBES: Probe[] = [
  noInstallation,
  doubtfulInstallation,
  doubtfulAccount,
  missingConversations,
  blankedList,
  displayFault,
  failedSaves,
  expiringGhosts,
  otherUnloadable,
  unavailableRows,
  lostGroups,
  coworkTasks,
];

function findingsOf(inventory: Inventory): Finding[] {
  const findings = PROBES.flatMap((probe) => probe(inventory));
  if (findings.some(({ level }) => level === 'act')) return findings;
  const { length } = inventory.scan.sessions.filter(({ status }) => status === 'listed');
  return [
    {
      level: 'good',
      what: `${plural(length, 'conversation is', 'conversations are')} in Claude’s sidebar, and none of Claude’s own is missing.`,
      next: null,
    },
    ...findings,
  ];
}

function noInstallation({ evidence }: Inventory): Finding[] {
  if (evidence.roots.length > 0) return [];
  return [
    {
      level: 'act',
      what: 'No profile of Claude Desktop was found in this home folder.',
      next: 'Install Claude Desktop, sign in and start one blank Code session; or point to a profile elsewhere with --data-root.',
    },
  ];
}

function doubtfulInstallation({ evidence }: Inventory): Finding[] {
  if (evidence.roots.length < 2) return [];
  if (evidence.live !== null) {
    return [
      {
        level: 'note',
        what: `${evidence.roots.length} profiles of Claude Desktop were found; ${evidence.live.place.path} is the one in use. Conversations of the others count as missing.`,
        next: null,
      },
    ];
  }
  return [
    {
      level: 'act',
      what: `${evidence.roots.length} profiles of Claude Desktop were found, and nothing tells which one is in use.`,
      next: 'Start Claude once, or name the right one with --data-root.',
    },
  ];
}

function doubtfulAccount({ evidence, target }: Inventory): Finding[] {
  if (evidence.live === null || target !== null) return [];
  return [
    {
      level: 'act',
      what: evidence.live.decision.doubts.join(' '),
      next: 'Sign in to Claude and open its Code tab once, or choose with --account and --organization when restoring.',
    },
  ];
}

function missingConversations({ scan, conversations }: Inventory): Finding[] {
  const ghosts = scan.sessions.filter(({ status }) => status === 'ghost');
  const own = ghosts.filter(({ id }) => conversations.get(id)?.needs.length === 0);
  const others = ghosts.length - own.length;
  return [
    ...(own.length === 0
      ? []
      : [
          {
            level: 'act' as const,
            what: `${plural(own.length, 'conversation is', 'conversations are')} missing from Claude’s sidebar. The conversations themselves are on this disk.`,
            next: 'Run `ghostlight restore --all` to see what would be done, and add --yes to do it.',
          },
        ]),
    ...(others === 0
      ? []
      : [
          {
            level: 'note' as const,
            what: `${plural(others, 'conversation was', 'conversations were')} started in a terminal, an editor or a program, and never had an entry.`,
            next: 'Bring them into the sidebar with --include cli, ide or automated, if you like.',
          },
        ]),
  ];
}

/** A record without dates passed the loader of some builds and emptied the whole list (claude-desktop.md, section 2.1). */
function blankedList({ evidence }: Inventory): Finding[] {
  const poison = evidence.records.filter(
    ({ file, store }) => store === 'code' && file.kind === 'record' && file.damage === 'dates-missing',
  );
  return poison.map(({ file }) => ({
    level: 'act',
    what: `${file.path} has no dates. Builds of July 2026 show an empty sidebar because of one such entry.`,
    next: 'Quit Claude and restore its conversation: the entry is replaced, and a copy of it kept in the receipt.',
  }));
}

/** Rows that Claude loaded and does not show: nothing that rebuilding the index could mend (section 7, row 18). */
function displayFault({ evidence, target }: Inventory): Finding[] {
  if (target === null) return [];
  const start = target.root.log.starts.findLast(({ loaded }) => loaded !== null);
  const loadable = target.folder?.records.filter(({ damage }) => damage === null).length ?? 0;
  if (start?.loaded == null || start.loaded === 0 || loadable === 0) return [];
  const { filters } = readSidebarSettings(target.root.place.path, target, evidence.problems);
  const loaded = `Claude’s log says that it loaded ${start.loaded} entries at its last start`;
  if (filters.length > 0) {
    return [
      {
        level: 'note',
        what: `${loaded}, and its sidebar has a filter set (${filters.join(', ')}), which hides some of them.`,
        next: 'Clear the filter in Claude’s sidebar before restoring anything.',
      },
    ];
  }
  if (!target.root.log.focusLost) return [];
  return [
    {
      level: 'note',
      what: `${loaded}. If the sidebar is empty all the same, the fault is in Claude’s window: its entries are fine, and a restore would not help.`,
      next: 'Sign out of Claude and in again, or install Claude’s newest version.',
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

function failedSaves({ evidence }: Inventory): Finding[] {
  const byCode = new Map<string, number>();
  for (const { kind, count } of evidence.live?.log.saveErrorsByDay ?? [])
    byCode.set(kind, (byCode.get(kind) ?? 0) + count);
  return [...byCode].map(([code, count]) => ({
    level: 'note',
    what: `Claude’s log has ${plural(count, 'failed save', 'failed saves')} (${code}).`,
    next: SAVE_ADVICE[code] ?? 'Check that Claude’s folder may be written to, then restart Claude.',
  }));
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

function expiringGhosts({ scan, evidence }: Inventory): Finding[] {
  const soon = evidence.world.now() + WEEK_MS;
  const { length } = scan.sessions.filter(
    ({ status, expiresAt }) => status === 'ghost' && expiresAt !== null && expiresAt < soon,
  );
  if (length === 0) return [];
  return [
    {
      level: 'act',
      what: `${plural(length, 'missing conversation is', 'missing conversations are')} due for Claude’s own cleanup within a week, which deletes the conversation itself.`,
      next: 'Set "cleanupPeriodDays": 3650 in Claude Code’s settings.json before Claude starts again.',
    },
  ];
}

function otherUnloadable(inventory: Inventory): Finding[] {
  const { length } = unloadableRecords(inventory);
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(length, 'entry', 'entries')} in Claude’s folders cannot be loaded by Claude; they are listed below.`,
      next: null,
    },
  ];
}

function unavailableRows({ scan }: Inventory): Finding[] {
  const { length } = scan.sessions.filter(({ status }) => status === 'unavailable');
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(length, 'entry has', 'entries have')} no conversation on this disk any more: Claude’s cleanup deletes conversations after a while, or they took place elsewhere.`,
      next: 'Only a backup of the folder .claude/projects can bring these back.',
    },
  ];
}

/** Groups outlive the rows in them, so they tell how many rows there once were (section 5.6). */
function lostGroups({ target, evidence }: Inventory): Finding[] {
  if (target === null) return [];
  const rows = new Set(target.folder?.records.map(({ stem }) => stem) ?? []);
  const { groupedRows } = readSidebarSettings(target.root.place.path, target, evidence.problems);
  const { length } = groupedRows.filter((row) => !rows.has(row));
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `Your sidebar groups name ${plural(length, 'entry that is', 'entries that are')} gone.`,
      next: null,
    },
  ];
}

function coworkTasks({ scan }: Inventory): Finding[] {
  const { length } = scan.cowork;
  if (length === 0) return [];
  return [
    {
      level: 'note',
      what: `${plural(length, 'Cowork task is', 'Cowork tasks are')} on this disk. Ghostlight shows them and leaves them alone.`,
      next: null,
    },
  ];
}
