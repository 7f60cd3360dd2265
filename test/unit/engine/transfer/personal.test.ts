import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPersonalLine, mapTexts, redactJson, withoutPersonal } from '../../../../src/engine/transfer/personal.ts';

const ACCOUNT = 'acc00000-1111-4222-8333-444455556666';
const ORGANIZATION = '0c600000-1111-4222-8333-444455556666';
const OTHER = '5e551000-0000-4000-8000-000000000001';
const redact = withoutPersonal({ accounts: [ACCOUNT, 'abcd1234'], organizations: [ORGANIZATION] });

describe('e-mail addresses', () => {
  test.each([
    ['write to ana@example.com.', 'write to [e-mail address].'],
    ['<ana.b+tag@mail.example.co.uk>', '<[e-mail address]>'],
    ['mailto:ANA@EXAMPLE.COM?x', 'mailto:[e-mail address]?x'],
    ['Author: Ana <ana@example.com> 2026', 'Author: Ana <[e-mail address]> 2026'],
    ['{"a":"o\'brien@example.org"}', '{"a":"[e-mail address]"}'],
    ['?user=ana%40example.com&x', '?user=[e-mail address]&x'],
    ['"ana\\u0040example.com"', '"[e-mail address]"'],
    ['анна@пример.рф', '[e-mail address]'],
    ['+ana@example.com', '+[e-mail address]'],
    ['a@b.xn--p1ai', '[e-mail address]'],
    ['[ana@example.com](mailto:ana@example.com)', '[[e-mail address]](mailto:[e-mail address])'],
  ])('%j becomes %j', (text, without) => {
    expect(redact(text)).toBe(without);
  });

  test.each(['git@github.com:a/b.git', 'logo@2x.png', '@angular/core', 'react@19.3.1', 'a @ b.com', '@media', 'x@y'])(
    '%j is none',
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );
});

describe('ids', () => {
  test.each([
    [`/home/ana/${ACCOUNT}/${ORGANIZATION}/x`, '/home/ana/[account id]/[organization id]/x'],
    [ACCOUNT.toUpperCase(), '[account id]'],
    [`"accountUuid": "${OTHER}"`, '"accountUuid": "[account id]"'],
    [`"ownerOrganizationUuid":"${OTHER}"`, '"ownerOrganizationUuid":"[organization id]"'],
    [`\\"organization_id\\":\\"${OTHER}\\"`, '\\"organization_id\\":\\"[organization id]\\"'],
    ['orgId=org_2x4y6z8', 'orgId=[organization id]'],
    ['account id: 123456789', 'account id: [account id]'],
    ['"bridgeSessionId":"abcdefgh"', '"bridgeSessionId":"[bridge id]"'],
    ['"bridgeSessionIds":["cse_01abc","cse_02def"]', '"bridgeSessionIds":["[bridge id]","[bridge id]"]'],
    ['https://claude.ai/code/session_01AbCdEfGhIjKlMn?x', 'https://claude.ai/code/[bridge id]?x'],
    [`user_${ACCOUNT}_2`, 'user_[account id]_2'],
    [`"\\n${ACCOUNT}\\ncse_01LampLit"`, '"\\n[account id]\\n[bridge id]"'],
  ])('%j becomes %j', (text, without) => {
    expect(redact(text)).toBe(without);
  });

  test.each([OTHER, 'abcd1234', 'session_id = 5', 'the organization is large', 'session_state', 'accounts: 5 of them'])(
    '%j is none',
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );
});

describe('what somebody else cut off', () => {
  const ADDRESS = 'ana.lighthouse@harbour-keepers.example.com';

  test('of an address goes from whichever place behind its sign it is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: ADDRESS.indexOf('@') + 1, max: ADDRESS.length }),
        fc.constantFrom('…', '...', '… | 5 kB'),
        fc.constantFrom('', 'to ', '<', '"', '灯 '),
        (end, cut, before) => {
          expect(redact(`${before}${ADDRESS.slice(0, end)}${cut}`)).toBe(`${before}[e-mail address]${cut}`);
        },
      ),
    );
  });

  test('of a known id goes from six characters on', () => {
    for (let end = 6; end <= ACCOUNT.length; end += 1) {
      expect(redact(`/${ACCOUNT.slice(0, end)}…`)).toBe('/[account id]…');
      expect(redact(`${ORGANIZATION.slice(0, end).toUpperCase()}...`)).toBe('[organization id]...');
    }
  });

  test.each([
    ['https://claude.ai/code/session_01AbC…', 'https://claude.ai/code/[bridge id]…'],
    ['cse_0…', '[bridge id]…'],
  ])('%j becomes %j', (text, without) => {
    expect(redact(text)).toBe(without);
  });

  test.each([
    'Wait…',
    'acc00…',
    'according to…',
    `${OTHER.slice(0, 20)}…`,
    'git@github…',
    'abcdef…',
    'a @…',
    'facade...',
  ])('%j is nothing of it', (text) => {
    expect(redact(text)).toBe(text);
  });
});

test('texts are changed however deep they stand, and nothing else is', () => {
  const value = { a: ['ana@example.com', 5, null, { b: true, c: 'x ana@example.com' }], d: null };
  expect(mapTexts(value, redact)).toEqual({
    a: ['[e-mail address]', 5, null, { b: true, c: 'x [e-mail address]' }],
    d: null,
  });
});

describe('JSON', () => {
  const spelled = (value: unknown): string => JSON.stringify(value, null, 2);
  const redacted = (value: unknown): unknown => JSON.parse(redactJson(spelled(value), redact));

  test.each([
    [
      { accountId: 123456789012, note: 'n' },
      { accountId: '[account id]', note: 'n' },
    ],
    [{ a: [{ org_id: 99999999.5 }] }, { a: [{ org_id: '[organization id]' }] }],
    [{ accountIds: ['abc_123', 1234567] }, { accountIds: ['[account id]', '[account id]'] }],
    [
      { accountId: 123, orgId: null, n: 123456789 },
      { accountId: 123, orgId: null, n: 123456789 },
    ],
    [{ text: `To:\nana@example.com\t${ACCOUNT}` }, { text: 'To:\n[e-mail address]\t[account id]' }],
    [{ text: 'ana\\u0040example.com' }, { text: '[e-mail address]' }],
    [
      { 'ana@example.com': 1, 'bea@example.com': { accountUuid: OTHER } },
      { '[e-mail address]': 1, '[e-mail address] (2)': { accountUuid: '[account id]' } },
    ],
    ['ana@example.com', '[e-mail address]'],
  ])('%j becomes %j', (value, without) => {
    expect(redacted(value)).toEqual(without);
  });

  test('that is none, or is spelled in another way, is a text', () => {
    expect(redactJson('{"to": "ana@exa', redact)).toBe('{"to": "ana@exa');
    expect(redactJson('{"to":  "ana@example.com"', redact)).toBe('{"to":  "[e-mail address]"');
    expect(redactJson('{"a":  1}', redact)).toBe('{"a":  1}');
  });

  const secret = fc.constantFrom('ana@example.com', ACCOUNT, ORGANIZATION.toUpperCase(), 'cse_01LampLit');
  const innocent = fc.constantFrom('', ' ', '\n', '\t', '"', '\\', '/', '灯', '\u001b', '<');
  const text = fc
    .array(
      fc.oneof(
        innocent,
        fc.tuple(innocent, secret, innocent).map((parts) => parts.join('|')),
      ),
    )
    .map((parts) => parts.join(''));
  const key = fc.oneof(text, fc.constantFrom('accountId', 'a', '__proto__', 'orgIds', '1'));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.double(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('tree')),
      fc.dictionary(key, tie('tree')),
    ),
  }));

  test('stays JSON of the same form, and nothing personal stays in it', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const safe = redactJson(spelled(value), redact);
        expect(safe).not.toMatch(/ana@|acc00000|0c600000|cse_01/i);
        expect(formOf(JSON.parse(safe))).toEqual(formOf(JSON.parse(spelled(value))));
      }),
    );
  });

  /** How many values there are in it, and how deep. */
  const formOf = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? Object.values(value).map(formOf).map(String).sort() : 'value';

  test('inside of a text stays JSON, too', () => {
    expect(redact('{"accountId":123456789012}')).toBe('{"accountId":"[account id]"}');
    expect(redact('"{\\"orgId\\": 99999999}"')).toBe('"{\\"orgId\\": \\"[organization id]\\"}"');
    expect(redact('accountId=123456789012')).toBe('accountId=[account id]');
  });
});

test('a text without end is looked through in no time', () => {
  const long = ['a'.repeat(1e6), `${'a'.repeat(1e6)}@`, 'a@b.'.repeat(2e5), 'account'.repeat(1e5)];
  for (const text of [...long, `${'a@b.'.repeat(1e5)} …`, '@…'.repeat(1e5), '. .. ...'.repeat(1e5)]) {
    expect(redact(text)).toBe(text);
  }
});

test.each([
  ['bridge-session', true],
  ['system · bridge_status', true],
  ['attachment · credential_org', true],
  ['attachment · environment', false],
  ['ai-title', false],
])('whether the line %j tells whose a conversation is: %j', (name, is) => {
  expect(isPersonalLine(name)).toBe(is);
});
