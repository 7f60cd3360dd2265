import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSidebarSettings, type SidebarSettings } from '../../../../src/engine/claude/sidebar-settings.ts';
import type { Problem, RecordJson } from '../../../../src/shared/model.ts';
import { homeForTest } from '../../../support/for-test.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, SECOND_ORGANIZATION } from '../../../support/ids.ts';

const ANA = { accountId: ACCOUNT, organizationId: ORGANIZATION };
const STEM = 'local_3f0c7a52-9d14-4e8b-8a26-51b7c0d9e4f3';
const NOTHING: SidebarSettings = { filters: [], groupedRows: [] };

function read(prefs: RecordJson): SidebarSettings {
  const root = homeForTest('linux').dataRoot();
  root.epitaxyPrefs(prefs);
  return readSidebarSettings(root.path, ANA, []);
}

describe('the filters of the sidebar', () => {
  test.each([
    ['code-sessions-status-filter', 'running', 'status'],
    ['code-sessions-state-activity-days', 7, 'last activity'],
    ['code-sessions-state-activity-days', '7', 'last activity'],
    ['code-sessions-selected-environments-v2', ['local'], 'environment'],
  ])('hide rows where %s is %j', (key, value, name) => {
    expect(read({ [`${key}.${ACCOUNT}`]: value }).filters).toEqual([name]);
  });

  test.each(['all', 'All', '', null, 0, [], {}, true])('hide nothing where they are %j', (value) => {
    expect(read({ [`code-sessions-status-filter.${ACCOUNT}`]: value }).filters).toEqual([]);
  });

  test('of another account hide nothing of this one', () => {
    expect(read({ [`code-sessions-status-filter.${OTHER_ACCOUNT}`]: 'running' })).toEqual(NOTHING);
  });
});

describe('the groups of the sidebar', () => {
  test('name the rows that the person put into them', () => {
    const root = homeForTest('linux').dataRoot();
    root.groups(ANA, { Work: [STEM], Play: [] });
    expect(readSidebarSettings(root.path, ANA, []).groupedRows).toEqual([STEM]);
    expect(readSidebarSettings(root.path, { ...ANA, organizationId: SECOND_ORGANIZATION }, [])).toEqual(NOTHING);
  });

  test.each([
    { [`${ACCOUNT}/${ORGANIZATION}`]: { assignments: { 'code:local_..': 'cg', [`cloud:${STEM}`]: 'cg', '': 1 } } },
    { [`${ACCOUNT}/${ORGANIZATION}`]: { assignments: [STEM] } },
    { [`${ACCOUNT}/${ORGANIZATION}`]: null },
    [STEM],
    STEM,
  ])('name none where they hold %j', (scopes) => expect(read({ 'dframe-group-scopes': scopes })).toEqual(NOTHING));
});

describe('the settings of the sidebar', () => {
  test('are none where there is no file', () => {
    const problems: Problem[] = [];
    expect(readSidebarSettings(homeForTest('linux').dataRoot().path, ANA, problems)).toEqual(NOTHING);
    expect(problems).toEqual([]);
  });

  test.each(['{', '[]', '7', '{"preferences":[]}', '{"preferences":{"epitaxyPrefs":"x"}}', '\0\0', ''])(
    'are none where the file holds %j',
    (content) => {
      const { path: root } = homeForTest('linux').dataRoot();
      fs.writeFileSync(path.join(root, 'claude_desktop_config.json'), content);
      expect(readSidebarSettings(root, ANA, [])).toEqual(NOTHING);
    },
  );
});
