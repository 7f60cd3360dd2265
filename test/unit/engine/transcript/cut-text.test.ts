import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from '../../../../src/engine/transcript/cut-text.ts';
import { withoutPersonal } from '../../../../src/engine/transfer/personal.ts';

const ACCOUNT = 'acc00000-1111-4222-8333-444455556666';
const redact = withoutPersonal({ accounts: [ACCOUNT], organizations: [] });

test.each([
  ['Light the lantern', 5, 'Light'],
  ['Light the lantern', 99, 'Light the lantern'],
  ['Write to ana@example.com at once', 13, 'Write to '],
  ['Write to ana@example.com at once', 10, 'Write to '],
  ['Write to ana@example.com at once', 24, 'Write to ana@example.com'],
  ['ana%40example.com', 5, ''],
  [`it is ${ACCOUNT} here`, 20, 'it is '],
  ['orgId=org_2x4y6z8', 9, 'orgId='],
  ['see session_01AbCdEfGhIjKlMn', 15, 'see '],
  ['灯🏮', 2, '灯'],
])('%j cut at %d is %j', (text, most, beginning) => {
  expect(cutText(text, most)).toBe(beginning);
});

const word = fc.constantFrom('lamp', 'a', '灯台', '🏮', ' ', '\n', '/', ': ', '<', '… ');
const personal = fc.constantFrom(
  'ana.lighthouse@harbour-keepers.example.com',
  '"ana\\u0040example.org"',
  'анна@пример.рф ',
  `${ACCOUNT} `,
  'cse_01LampLitLampLit ',
  `"bridgeSessionId": "${'lit'.repeat(20)}"`,
);

test('what is cut and then redacted says nothing that the whole, redacted, does not say', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          word,
          personal.map((text) => `${text}>`),
        ),
        { maxLength: 60 },
      ),
      fc.nat(400),
      (parts, most) => {
        const text = parts.join('');
        const beginning = cutText(text, most);
        expect(beginning.length).toBeLessThanOrEqual(most);
        expect(text.startsWith(beginning)).toBe(true);
        expect(redact(text).startsWith(redact(beginning))).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a text without end is cut in no time', () => {
  for (const text of ['a'.repeat(1e6), 'a@b.'.repeat(2e5), `${'a'.repeat(1e6)}@`, 'account'.repeat(1e5)]) {
    for (let most = 0; most < 1000; most += 10) cutText(text, most);
  }
});
