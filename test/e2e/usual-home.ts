import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../support/ids.ts';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import type { Transcript, TranscriptSpec } from '../support/transcripts.ts';

/**
 * A home as many people have it who need Ghostlight: the Store build on Windows, whose saves fail, and a second account.
 * Pictures are taken of it.
 */

type Story = readonly [title: string, project: string, prompt: string, answer: string];

const UNSAVED: readonly Story[] = [
  [
    'Refactor the checkout flow into smaller steps',
    'shop',
    'The checkout is one function of 900 lines. Where would you cut it first, so that nothing breaks for people who are paying right now?',
    'Between the price and the payment. Everything above that line only reads, so it can move into `quote()` without touching a live order. I’ll do that first, behind the existing tests, and leave the payment part exactly as it is.',
  ],
  [
    'Cart total is wrong after removing a voucher',
    'shop',
    'A customer removed a voucher and the total went below zero. Can you find out how?',
    'The discount is kept per cart and the voucher per line, so removing the line leaves the discount behind. The smallest fix is to derive the discount each time instead of storing it.',
  ],
  ['Show stock levels in the product list', 'shop', 'How many queries would that cost?', 'One, with a join.'],
  ['Rate limits for the public API', 'api', 'We need limits per key.', 'A sliding window in Redis will do.'],
  ['Why does the login test fail only on CI?', 'api', 'It passes here.', 'The CI machine’s clock is in UTC.'],
  ['Dates with time zones in the export', 'api', 'Customers see the wrong day.', 'The export drops the offset.'],
  ['Write the release notes for 2.4', 'handbook', 'Please draft them from the commits.', 'Here is a first draft.'],
  ['Make the onboarding shorter', 'handbook', 'Half of the people stop at step four.', 'Then ask for less.'],
];
const ELSEWHERE: readonly Story[] = [
  ['Move the invoices to the new schema', 'billing', 'Without downtime, please.', 'In three steps, then.'],
  ['Round taxes per line or per invoice?', 'billing', 'What does the law say?', 'Either, if you are consistent.'],
];
const DAMAGED: Story = ['Translate the settings page', 'handbook', 'Into Japanese, please.', 'Done: 42 strings.'];

const LISTED = [
  'Set up the linter for the monorepo',
  'Dark mode for the dashboard',
  'Use WebP where the browser knows it',
  'Find the memory leak in the image resizer',
  'Add a health check endpoint',
  'Rename Customer to Account everywhere',
  'Tests for the CSV import',
  'Chart of weekly sign-ups',
];
const PROJECTS = ['shop', 'api', 'handbook', 'dashboard'];

export function usualHome(): FakeHome {
  const home = makeHome('win32');
  const root = home.dataRoot('windows-store');
  const config = home.configDir();
  const pair = root.pair();
  let hours = 5;
  const transcript = (spec: TranscriptSpec): Transcript => {
    hours += 19;
    return config.transcript({ startedAt: home.ago({ hours }), ...spec });
  };
  const told = ([title, project, prompt, answer]: Story): Transcript =>
    transcript({ title, cwd: home.cwd(project), prompts: [{ prompt, answer }], bulk: 40_000 });
  // Nothing of it is old enough to be in danger, and no red is shown where nothing is.
  config.settings({ cleanupPeriodDays: 3650 });
  for (const story of UNSAVED) {
    const { id, lastActivityAt } = told(story);
    root.saveFailed(pair, `local_${id}`, 'EXDEV', lastActivityAt, 3 + (hours % 5));
  }
  const other = root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
  for (const story of ELSEWHERE) other.recordOf(told(story), { emailAddress: 'ana@old-studio.test' });
  pair.damagedRecordOf('zero-filled', told(DAMAGED));
  LISTED.forEach((title, n) =>
    pair.recordOf(transcript({ title, cwd: home.cwd(PROJECTS[n % PROJECTS.length] ?? 'shop') })),
  );
  pair.recordOf(transcript({ title: 'Prototype of the loyalty card', cwd: home.cwd('shop') }), { isArchived: true });
  pair.deleteInApp(pair.recordOf(transcript({ title: 'Just trying something', cwd: home.cwd('shop') })));
  for (const prompt of ['Rebase onto main', 'Bump the dependencies', 'Explain this stack trace']) {
    transcript({ entrypoint: 'cli', prompts: [prompt], cwd: home.cwd('api') });
  }
  root.cowork().task({ title: 'Sort the receipts of October' });
  home.claudeJson();
  root.signedIn();
  return home;
}
