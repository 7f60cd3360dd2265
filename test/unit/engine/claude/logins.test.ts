import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLogins } from '../../../../src/engine/claude/accounts.ts';
import { homeForTest } from '../../../support/for-test.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT } from '../../../support/ids.ts';
import { writeJson } from '../../../support/json-file.ts';

const ANA = { accountId: ACCOUNT, organizationId: ORGANIZATION };

describe('who Claude Code is signed in as', () => {
  test('is read from the home and from each config dir', () => {
    const home = homeForTest('linux');
    home.claudeJson();
    const work = home.configDir('.claude-work').path;
    writeJson(path.join(work, '.claude.json'), { oauthAccount: { accountUuid: OTHER_ACCOUNT } });
    expect(readLogins(home.world(), [home.configDir().path, work], [])).toEqual([
      { ...ANA, emailAddress: 'ana@example.test' },
      { accountId: OTHER_ACCOUNT, organizationId: null, emailAddress: null },
    ]);
  });

  test.each(['{"oauthAccount":null}', '{"oauthAccount":{"accountUuid":"../../etc"}}', '[]', '{'])(
    'is nobody where the file holds %s',
    (text) => {
      const home = homeForTest('linux');
      fs.writeFileSync(path.join(home.path, '.claude.json'), text);
      expect(readLogins(home.world(), [], [])).toEqual([]);
    },
  );

  test.each(['', 'not an address', 'two@lines\nhere', '{"a":"b@c"}', `${'x'.repeat(300)}@example.test`, 7])(
    'has no name where the address is %j',
    (emailAddress) => {
      const home = homeForTest('linux');
      home.claudeJson({ emailAddress });
      expect(readLogins(home.world(), [], []).map((login) => login.emailAddress)).toEqual([null]);
    },
  );
});
