/**
 * Which builds of Claude Desktop the rules of this engine were checked with, and the literal texts of its code that
 * those rules rest on (docs/formats/claude-desktop.md 12.1 and 13). A build with all of these texts still keeps its
 * sidebar as this engine describes it; one without them may keep it in another way.
 */

/**
 * Builds as `major.minor`: a patch of a checked build counts as checked. The list is that of
 * docs/formats/claude-desktop.md 13.
 */
export const CHECKED_BUILDS: readonly string[] = [
  '1.7196',
  '1.37937',
  '1.40609',
  '2.9939',
  '2.19675',
  '2.26454',
  '2.31226',
];

export interface RuleText {
  text: string;
  /** Older builds did not have the text yet and kept the sidebar in the same way; null if every build has it. */
  since: string | null;
}

export const RULE_TEXTS: readonly RuleText[] = [
  { text: 'claude-code-sessions', since: null },
  { text: 'local_', since: null },
  { text: 'createdAt', since: null },
  { text: 'lastActivityAt', since: null },
  { text: 'lastKnownAccountUuid', since: null },
  // Tombstones, the archive's index and the mark of a released transcript came in August 2026
  // (docs/formats/claude-desktop.md 2.5).
  { text: 'archived-sessions.idx', since: '1.37937' },
  { text: '[SessionTombstones]', since: '1.37937' },
  { text: 'deleted_', since: '1.37937' },
  { text: '.desktop-released.json', since: '1.37937' },
  { text: 'Imported CLI session', since: '1.37937' },
];

/** Whether a version is one of the checked builds, whatever its patch. */
export const isCheckedBuild = (version: string): boolean =>
  CHECKED_BUILDS.some((build) => compareVersions(version, build, 2) === 0);

/** The texts that a build of this version must have. Without a version: all of them. */
export const textsOf = (version: string | null): string[] =>
  RULE_TEXTS.filter(({ since }) => since === null || version === null || compareVersions(version, since) >= 0).map(
    ({ text }) => text,
  );

/** Compares dotted numbers, the first `parts` of them: below 0, 0 or above 0. What is missing counts as 0. */
export function compareVersions(a: string, b: string, parts = Infinity): number {
  const [left, right] = [a, b].map((version) => version.split('.').slice(0, parts).map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
