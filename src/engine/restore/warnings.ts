import { basename } from 'node:path';
import type { Place } from '../claude/linked-folder.ts';
import { isSiblingConfigDir } from '../claude/locations.ts';
import { isPromoted } from '../claude/promotion.ts';
import { isFolder } from '../files.ts';
import { hasZeros, isInTarget } from '../inventory/conversation.ts';
import type { Transcript } from '../inventory/evidence.ts';
import { groupBy } from '../inventory/group.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { linkSentences } from '../inventory/pairs.ts';
import type { Plan, PlannedFile } from './plan.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A conversation that Claude's cleanup would delete within this time is worth a word. */
const SOON_MS = 7 * DAY_MS;

/** What a person should know before saying yes, each a plain sentence. */
export function warningsFor(
  inventory: Inventory,
  { files, copies }: Pick<Plan, 'files' | 'copies'>,
  claudeRunning: boolean | null,
  place: Place,
): string[] {
  if (files.length === 0) return [];
  const { evidence } = inventory;
  const originals = new Map(copies.map(({ session, original }) => [session, original]));
  const asked = files.map(({ session }) => originals.get(session) ?? session);
  const sessions = asked.map((id) => inventory.sessions.get(id)).filter((found) => found !== undefined);
  const transcripts = asked.map((id) => inventory.conversations.get(id)?.transcript ?? null);
  const local = !evidence.world.foreign;
  const soon = evidence.world.now() + SOON_MS;
  return [
    ...(claudeRunning === false ? [] : [running(claudeRunning)]),
    ...behindLinks(inventory, place),
    ...repairs(copies.length, transcripts),
    ...count(
      // On an old disk or in a backup nobody writes: there, a new date is that of the copy.
      local ? sessions.filter(({ inUse }) => inUse) : [],
      (n) => `${n} being written to just now.`,
    ),
    ...count(
      local ? files.filter(({ record }) => typeof record['cwd'] === 'string' && !isFolder(record['cwd'])) : [],
      (n) =>
        `${n} in a folder that no longer exists: Claude will list and show them, but cannot go on with them until it is back.`,
    ),
    ...count(
      files.filter((file) => isMoved(file, inventory)),
      (n) =>
        `${n} in a folder that was renamed or moved: the entry names the folder under which Claude keeps the conversation now.`,
    ),
    ...count(
      transcripts.filter((transcript) => (transcript?.links ?? 1) > 1),
      (n) => `${n} stored under a second name as well (a hard link): Claude may refuse to open them.`,
    ),
    ...count(
      files.filter((file) => isListedTwice(file, inventory)),
      (n) =>
        `${n} half saved under another name as well: Claude may make a second entry of that at its next start. If it does, archive one of the two.`,
    ),
    ...aside(transcripts, inventory),
    ...count(
      sessions.filter(({ expiresAt }) => expiresAt !== null && expiresAt < soon),
      (n) =>
        `${n} old enough for Claude’s own cleanup to delete within a week. Raise cleanupPeriodDays in Claude Code’s settings.json first.`,
    ),
  ];
}

/** Whether the row names a folder that the conversation itself does not. */
function isMoved({ session, record }: PlannedFile, { conversations }: Inventory): boolean {
  const digest = conversations.get(session)?.transcript?.digest;
  return digest != null && digest.cwd !== null && digest.folderCwd === null && record['cwd'] !== digest.worktree?.path;
}

/** That the damaged files stay, and what lies beside them. */
function repairs(length: number, transcripts: readonly (Transcript | null)[]): string[] {
  if (length === 0) return [];
  const one = length === 1;
  const hasMore = transcripts.some((transcript) => hasZeros(transcript) && transcript.hasFolder);
  const stays = one
    ? 'One of them gets a repaired copy of its damaged file, under a new id. The damaged file stays as it is.'
    : `${length} of them get repaired copies of their damaged files, under new ids. The damaged files stay as they are.`;
  const beside = `The conversations of subagents and the long outputs that lie beside ${one ? 'the damaged file' : 'the damaged files'} stay there: ${one ? 'the copy does' : 'the copies do'} without them.`;
  return hasMore ? [stays, beside] : [stays];
}

/** Where the entries really go, and who else lists that very folder. */
function behindLinks({ target, evidence }: Inventory, { links, real }: Place): string[] {
  const others = evidence.roots
    .flatMap(({ folders }) => folders)
    .filter((folder) => folder.id === target?.folder?.id && folder !== target.folder);
  const also =
    others.length === 0
      ? []
      : [
          `${others.length === 1 ? 'Another account or organization has' : `${others.length} other accounts or organizations have`} the very same folder behind a link: what is brought back shows in ${others.length === 1 ? 'that' : 'their'} sidebar as well.`,
        ];
  return links.length === 0 ? also : [...linkSentences(links), `So the entries are written to ${real}.`, ...also];
}

/** Whether Claude would make a row of another half-done save beside ours. */
function isListedTwice({ session, path }: PlannedFile, { conversations, target, evidence }: Inventory): boolean {
  const folder = target?.folder ?? null;
  const records = conversations.get(session)?.records ?? [];
  return records.some(
    (record) =>
      folder !== null &&
      isInTarget(record, target) &&
      record.file.stem !== basename(path, '.json') &&
      isPromoted(record.file, folder, evidence.world.now()),
  );
}

/** Conversations that lie where Claude does not look: by folder. */
function aside(transcripts: readonly (Transcript | null)[], { evidence: { world } }: Inventory): string[] {
  const found = transcripts.filter((transcript) => transcript !== null);
  return [...groupBy(found, ({ configDir }) => configDir)].flatMap(([configDir, inside]) =>
    isSiblingConfigDir(configDir, world)
      ? count(
          inside,
          (n) =>
            `${n} only in ${configDir}, where Claude does not look unless CLAUDE_CONFIG_DIR names that folder: until then it will list, but not open what is there.`,
        )
      : [],
  );
}

const running = (claudeRunning: boolean | null): string =>
  `${claudeRunning === null ? 'It could not be told whether Claude is running. If it is, the' : 'Claude is running: the'} entries show once it is quit completely (on Windows also from the tray) and opened again.`;

function count(affected: readonly unknown[], sentence: (subject: string) => string): string[] {
  if (affected.length === 0) return [];
  return [sentence(affected.length === 1 ? 'One of them is' : `${affected.length} of them are`)];
}
