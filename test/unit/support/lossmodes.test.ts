import { describe, expect, test } from 'vitest';
import { lossForTest } from '../../support/for-test.ts';
import { lossCases, sidebarOf } from '../../support/lossmodes.ts';
import type { Expectation, LossMode } from '../../support/lossmodes.ts';

const runs = lossCases.flatMap((lossCase) => lossCase.platforms.map((platform) => ({ ...lossCase, platform })));

const idsWith = ({ expected }: LossMode, wanted: (expectation: Expectation) => boolean): string[] =>
  Object.keys(expected)
    .filter((id) => wanted(expected[id] as Expectation))
    .sort();

describe.each(runs)('row $row on $platform: $name', (run) => {
  test('Claude shows what is expected to be listed, and none of what is expected to be missing', () => {
    const loss = lossForTest(run, run.platform);
    const { rows, archived, cardedTwice } = sidebarOf(loss);
    const shown = rows.flatMap(({ cliSessionId }) => cliSessionId ?? []);
    const inSidebar = idsWith(loss, ({ status }) => status === 'listed' || status === 'unavailable');
    const missing = idsWith(loss, ({ status }) => status === 'ghost' || status === 'deleted');
    expect(shown.filter((id) => id in loss.expected).sort()).toEqual(inSidebar);
    expect(shown.filter((id) => missing.includes(id))).toEqual([]);
    expect(archived.map(({ cliSessionId }) => cliSessionId).sort()).toEqual(
      idsWith(loss, ({ status }) => status === 'archived'),
    );
    expect(cardedTwice).toEqual([]);
  });

  test('what is restored has a cause or was asked for', () => {
    const loss = lossForTest(run, run.platform);
    const acted = idsWith(loss, ({ actionKind }) => actionKind !== null);
    expect(idsWith(loss, ({ cause, include }) => cause !== null || include !== undefined)).toEqual(acted);
  });
});
