import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  CHECKED_BUILDS,
  compareVersions,
  isCheckedBuild,
  RULE_TEXTS,
  textsOf,
} from '../../../../../src/engine/claude/app/app-builds.ts';

describe('the builds that Ghostlight was checked with', () => {
  test('the checked builds are those that the format page lists', () => {
    const page = fs.readFileSync('docs/formats/claude-desktop.md', 'utf8').split('\n## 13. ')[1] ?? '';
    const listed = [...page.matchAll(/^\| (\d+\.\d+) \|/gm)].map(([, build]) => build);
    expect(listed).toEqual(CHECKED_BUILDS);
  });

  test('a patch of a checked build counts as checked, and a neighbour does not', () => {
    expect(isCheckedBuild('2.31226.0')).toBe(true);
    expect(isCheckedBuild('2.31226')).toBe(true);
    expect(isCheckedBuild('2.31227.0')).toBe(false);
    expect(isCheckedBuild('6.28899.0')).toBe(false);
  });

  test('a build from before the tombstones need not have their texts, a newer one must', () => {
    expect(textsOf('1.7196.0.0')).not.toContain('[SessionTombstones]');
    expect(textsOf('1.7196.0.0')).toContain('claude-code-sessions');
    expect(textsOf('6.28899.0')).toEqual(RULE_TEXTS.map(({ text }) => text));
    expect(textsOf(null)).toEqual(RULE_TEXTS.map(({ text }) => text));
  });

  test('versions are compared number by number, not letter by letter', () => {
    expect(compareVersions('2.9939', '2.19675')).toBeLessThan(0);
    expect(compareVersions('2.19675.1', '2.19675')).toBeGreaterThan(0);
    expect(compareVersions('2.19675.1', '2.19675', 2)).toBe(0);
  });
});
