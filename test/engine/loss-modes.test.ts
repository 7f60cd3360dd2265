import { expect, test, describe } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { Include } from '../../src/shared/model.ts';
import { expectToLeadThere } from './leads-there.ts';
import { lossForTest } from '../support/for-test.ts';
import { lossCases, sidebarOf, type Expectation } from '../support/lossmodes.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { sourceBoundKeys } from '../support/source-bound.ts';

/** Every way of losing a sidebar that leaves a trace on disk (docs/formats/claude-desktop.md 7), on each platform. */
describe.each(lossCases.map((lossCase) => ({ name: `${lossCase.row} ${lossCase.name}`, lossCase })))(
  '$name',
  ({ lossCase }) => {
    test.each(lossCase.platforms.map((platform) => ({ platform })))(
      'is found, explained, brought back and undone on $platform',
      async ({ platform }) => {
        const loss = lossForTest(lossCase, platform);
        const engine = createEngine(loss.home.world());
        const files = () =>
          new Map([...snapshot(loss.home.box)].filter(([path]) => !path.startsWith('ghostlight-state')));
        const before = files();

        const scan = await engine.scan();
        const found = Object.fromEntries(scan.sessions.map(({ id, status, cause }) => [id, { status, cause }]));
        for (const [id, { status, cause }] of Object.entries(loss.expected)) {
          expect(found[id], `${id}: ${loss.note}`).toEqual({ status, cause });
        }
        expect(diffSnapshots(before, files()), 'a scan writes nothing').toEqual([]);

        const include = [...new Set(Object.values(loss.expected).flatMap(includesOf))];
        const { accountId, organizationId } = loss.target;
        const plan = await engine.planRestore({ ids: null, include, chosen: { accountId, organizationId } });
        const repaired = new Map(plan.copies.map(({ session, original }) => [original, session]));
        const originals = new Map(plan.copies.map(({ session, original }) => [session, original]));
        const planned = Object.fromEntries(
          plan.files.map(({ session, kind }) => [originals.get(session) ?? session, kind]),
        );
        const wanted = Object.entries(loss.expected).flatMap(([id, { actionKind }]) =>
          actionKind === null ? [] : [[id, actionKind] as const],
        );
        expect(planned).toEqual(Object.fromEntries(wanted));
        expectToLeadThere(plan, loss.home);
        for (const { record } of plan.files) expect(sourceBoundKeys(record)).toEqual([]);

        const result = await engine.restore(plan);
        const sidebar = sidebarOf(loss);
        const rows = [...sidebar.rows, ...sidebar.archived];
        for (const [id] of wanted) {
          const own = rows.filter(({ cliSessionId }) => cliSessionId === (repaired.get(id) ?? id));
          expect(
            own.map(({ opens }) => opens),
            `Claude shows ${id} once and opens it`,
          ).toEqual(['conversation']);
        }
        expect(sidebar.cardedTwice).toEqual([]);
        const again = await engine.planRestore({ ids: null, include, chosen: { accountId, organizationId } });
        expect(again.files, 'restoring twice does nothing').toEqual([]);

        if (result.receipt === null) return;
        await engine.undo(result.receipt);
        expect(diffSnapshots(before, files()), 'undo gives the disk back').toEqual([]);
      },
    );
  },
);

const includesOf = ({ include }: Expectation): Include[] => (include === undefined ? [] : [include].flat());
