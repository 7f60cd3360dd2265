import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rowsOf } from '../../../src/renderer/store/rows.ts';
import { homeForTest, lossForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { ACCOUNT, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { lossCases, sidebarOf, type LossMode } from '../../support/lossmodes.ts';
import { diffSnapshots, snapshot } from '../../support/snapshot.ts';
import { optionsFor, runService } from './running-service.ts';
import { createService } from '../../../src/engine/service/service.ts';

const everything = { ids: null, include: [], pair: null };
const uuid = '7d9b0f2e-3c41-4a86-9f57-2b8e6d1c0a94';

function lossCalled(name: string): LossMode {
  const found = lossCases.find((lossCase) => lossCase.name === name);
  if (found === undefined) throw new Error(`no loss ${name}`);
  return lossForTest(found, 'linux');
}

/** Two conversations that Claude shows and one that it lost. */
function usualHome(): { home: FakeHome; lost: { id: string; path: string } } {
  const home = homeForTest('linux');
  const [root, config] = [home.dataRoot(), home.configDir()];
  for (const title of ['The harbour', 'The lantern']) root.pair().recordOf(config.transcript({ title }));
  const lost = config.transcript({ title: 'The lost one', prompts: ['Where is the ship?'] });
  root.signedIn();
  return { home, lost };
}

const files = ({ box }: FakeHome) =>
  new Map([...snapshot(box)].filter(([name]) => !name.startsWith('ghostlight-state')));

describe('the state', () => {
  test('is reading at once and complete after the first look, revision by revision', async () => {
    const { home, lost } = usualHome();
    const { face, ask } = runService(home);
    expect(await ask('state.get', {})).toMatchObject({
      phase: 'reading',
      sessions: { count: 0 },
      revision: 0,
      home: home.path,
    });
    await face.ready();
    expect(face.changes.map(({ revision }) => revision)).toEqual(face.changes.map((_, i) => i + 1));
    expect(face.session(lost.id)).toMatchObject({ status: 'ghost', cause: 'record-lost', title: 'The lost one' });
    const state = await ask('state.get', {});
    expect(state).toMatchObject({ phase: 'ready', sample: false, claudeRunning: false, platform: 'linux' });
    expect(new Set(rowsOf(state.sessions))).toEqual(new Set(face.state.sessions));
    expect(state.pairs.filter(({ active }) => active)).toHaveLength(1);
  });

  test('follows the disk: a transcript that appears, one that changes, one that goes', async () => {
    const { home, lost } = usualHome();
    const { face } = runService(home);
    await face.ready();
    const fresh = home.configDir().transcript({ title: 'A new one' });
    await face.until(() => face.session(fresh.id) !== undefined);
    expect(face.changes.at(-1)).toMatchObject({
      upserted: { count: 1, columns: { id: [fresh.id], title: ['A new one'] } },
      removed: [],
    });
    home.dataRoot().pair().recordOf(fresh);
    await face.until(() => face.session(fresh.id)?.status === 'listed');
    home.configDir().cleanUp({ ...fresh, ...lost });
    await face.until(() => face.session(lost.id) === undefined);
    expect(face.changes.at(-1)?.removed).toEqual([lost.id]);
  });

  test('says that Claude’s own window may hide what it loaded, and stops saying so when that is over', async () => {
    const home = homeForTest('linux');
    const [root, config] = [home.dataRoot(), home.configDir()];
    root.pair().recordOf(config.transcript());
    root.signedIn();
    root.epitaxyPrefs({ [`code-sessions-status-filter.${ACCOUNT}`]: 'running' });
    const { face } = runService(home);
    await face.ready();
    expect(face.state.displayFault?.next).toMatch(/^Clear the filter/);
    root.epitaxyPrefs({ [`code-sessions-status-filter.${ACCOUNT}`]: 'all' });
    await face.until(() => face.state.displayFault === null);
  });

  test('finds a Claude that is installed later', async () => {
    const home = homeForTest('linux');
    const { face } = runService(home);
    await face.ready();
    expect(face.state).toMatchObject({ dataRoots: [], sessions: [] });
    const transcript = home.configDir().transcript();
    const root = home.dataRoot();
    root.pair().recordOf(transcript);
    root.signedIn();
    await face.until(() => face.session(transcript.id)?.status === 'listed');
    expect(face.state.dataRoots).toMatchObject([{ path: root.path, kind: 'linux', live: true }]);
  });

  test('a refresh that finds nothing new tells nothing', async () => {
    const { home } = usualHome();
    const { face, ask } = runService(home);
    await face.ready();
    await ask('state.refresh', {});
    const { length } = face.changes;
    await ask('state.refresh', {});
    expect(face.changes).toHaveLength(length);
  });

  test('folders of the person are looked at as well, and left again', async () => {
    const { home, lost } = usualHome();
    const other = homeForTest('darwin');
    const transcript = other.configDir().transcript({ title: 'On the old disk' });
    const { face, service } = runService(home);
    await face.ready();
    const before = face.state.dataRoots;
    await service.setFolders([
      { kind: 'config-dir', path: other.configDir().path },
      { kind: 'data-root', path: other.dataRoot().path },
      { kind: 'config-dir', path: path.join(other.box, 'not-connected') },
    ]);
    expect(face.session(transcript.id)?.title).toBe('On the old disk');
    expect(face.session(lost.id)).toBeDefined();
    expect(face.state.dataRoots?.map(({ kind }) => kind)).toEqual(['linux', 'chosen']);
    expect(face.state.problems?.map((problem) => problem.path)).toContain(path.join(other.box, 'not-connected'));
    await service.setFolders([]);
    expect(face.session(transcript.id)).toBeUndefined();
    expect(face.state.dataRoots).toEqual(before);
    await service.setFolders([{ kind: 'home', path: other.path }]);
    expect(face.state).toMatchObject({ home: other.path, platform: 'darwin', foreign: true });
    expect(face.state.sessions.map(({ id }) => id)).toEqual([transcript.id]);
  });

  test('a look that failed as a whole is told, and what was seen before stays until one succeeds', async () => {
    const { home, lost } = usualHome();
    const { face, ask } = runService(home);
    await face.ready();
    expect(face.state.failed).toBeNull();
    fs.renameSync(home.path, `${home.path}-away`);
    await ask('state.refresh', {});
    expect(face.state.failed).toEqual({ path: home.path, problem: expect.stringMatching(/does not exist/) as string });
    expect(face.session(lost.id)).toBeDefined();
    fs.renameSync(`${home.path}-away`, home.path);
    await ask('state.refresh', {});
    expect(face.state.failed).toBeNull();
  });

  test('a home that is not there is refused with a sentence', () => {
    const home = homeForTest('linux');
    expect(() => createService(optionsFor(home, { home: path.join(home.box, 'nowhere') }), () => undefined)).toThrow(
      /does not exist/,
    );
  });
});

describe('one conversation', () => {
  test('its evidence names entries, what is wrong with them, and the log', async () => {
    const loss = lossCalled('records cut or zeroed by a power cut');
    const { face, ask } = runService(loss.home);
    await face.ready();
    const damaged = face.state.sessions.find(({ cause }) => cause === 'record-damaged');
    const { records } = await ask('session.evidence', { id: damaged?.id ?? '' });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ place: 'The sidebar that Claude shows now' });
    expect(records[0]?.problem).not.toBeNull();
  });

  test('the lines of Claude’s log that name it are shown', async () => {
    const { home, lost } = usualHome();
    home.dataRoot().saveFailed(home.dataRoot().pair(), `local_${lost.id}`, 'ENOSPC', home.now, 3);
    const { face, ask } = runService(home);
    await face.ready();
    const { logLines } = await ask('session.evidence', { id: lost.id });
    expect(logLines.length).toBeGreaterThan(0);
    expect(logLines.every((line) => line.includes(lost.id))).toBe(true);
  });

  test('one that is not here is not found, and its path is not given', async () => {
    const { home, lost } = usualHome();
    const { face, refusal, service } = runService(home);
    await face.ready();
    expect(await refusal('reader.open', { id: uuid, agent: null })).toBe('not-found');
    expect(await refusal('session.evidence', { id: uuid })).toBe('not-found');
    expect(service.pathOf(uuid)).toBeNull();
    expect(service.pathOf(lost.id)).toBe(lost.path);
  });
});

describe('a restore', () => {
  test('is planned, done, shown by Claude, and undone to the byte', async () => {
    const loss = lossCalled('a full disk');
    const { face, ask } = runService(loss.home);
    await face.ready();
    const before = files(loss.home);
    const plan = await ask('restore.plan', everything);
    expect(plan).toMatchObject({ dryRun: true, doubts: [], actions: [{ kind: 'create' }] });
    expect(plan.pairs.some(({ active }) => active)).toBe(true);
    expect(diffSnapshots(before, files(loss.home)), 'a plan writes nothing').toEqual([]);

    const result = await ask('restore.apply', { plan: plan.plan });
    const [id = ''] = result.actions.map(({ session }) => session);
    expect(sidebarOf(loss).rows.map(({ cliSessionId }) => cliSessionId)).toContain(id);
    expect(face.session(id)?.status, 'the state is new before the answer').toBe('listed');
    expect(face.progress.at(-1)).toEqual({ done: 1, total: 1 });

    const [receipt] = (await ask('receipts.list', {})).receipts;
    expect(receipt).toMatchObject({ id: result.receipt, state: 'done' });
    const undo = { receipt: result.receipt ?? '' };
    expect(await ask('undo.plan', undo)).toMatchObject({ dryRun: true, actions: [{ kind: 'remove', session: id }] });
    expect(await ask('undo.apply', undo)).toMatchObject({ dryRun: false });
    expect(face.session(id)?.status).toBe('ghost');
    expect(diffSnapshots(before, files(loss.home))).toEqual([]);
  });

  test('no plan that was not shown, or was done already, is done', async () => {
    const { home } = usualHome();
    const { face, ask, refusal } = runService(home);
    await face.ready();
    const before = files(home);
    expect(await refusal('restore.apply', { plan: 'plan-1' })).toBe('forgotten');
    expect(diffSnapshots(before, files(home))).toEqual([]);
    const { plan } = await ask('restore.plan', everything);
    expect((await ask('restore.apply', { plan })).receipt).not.toBeNull();
    expect(await refusal('restore.apply', { plan })).toBe('forgotten');
  });

  test('only a few plans are kept, the newest', async () => {
    const { home } = usualHome();
    const { face, ask, refusal } = runService(home);
    await face.ready();
    const plans: string[] = [];
    for (let i = 0; i < 7; i += 1) plans.push((await ask('restore.plan', everything)).plan);
    expect(new Set(plans).size).toBe(7);
    expect(await refusal('restore.apply', { plan: plans[0] })).toBe('forgotten');
    expect(await refusal('restore.apply', { plan: plans[6] })).toBeNull();
  });

  test('a plan is stale where the disk moved on, and nothing happens', async () => {
    const { home, lost } = usualHome();
    const { face, ask, refusal } = runService(home);
    await face.ready();
    const { plan } = await ask('restore.plan', everything);
    fs.appendFileSync(lost.path, '{"type":"mode"}\n');
    const before = files(home);
    expect(await refusal('restore.apply', { plan })).toBe('stale');
    expect(diffSnapshots(before, files(home))).toEqual([]);
  });

  test('a plan is stale where Claude saved a row of its own for it, and where it changed the account', async () => {
    const { home, lost } = usualHome();
    const root = home.dataRoot();
    const { face, ask, refusal } = runService(home);
    await face.ready();
    const first = await ask('restore.plan', everything);
    const row = root.pair().record({ cliSessionId: lost.id });
    expect(await refusal('restore.apply', { plan: first.plan })).toBe('stale');
    fs.rmSync(row.path);
    const second = await ask('restore.plan', everything);
    root.signedIn({ accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION }, home.now);
    const before = files(home);
    expect(await refusal('restore.apply', { plan: second.plan })).toBe('stale');
    expect(diffSnapshots(before, files(home))).toEqual([]);
  });

  test('an undo is shown before it is done, and only of a restore that there is', async () => {
    const { home } = usualHome();
    const { face, ask, refusal } = runService(home);
    await face.ready();
    expect(await refusal('undo.plan', { receipt: '20261101-101010-abcdef' })).toBe('not-found');
    const { plan } = await ask('restore.plan', everything);
    const { receipt } = await ask('restore.apply', { plan });
    expect(await refusal('undo.apply', { receipt })).toBe('forgotten');
    await ask('undo.plan', { receipt: receipt ?? '' });
    await ask('undo.apply', { receipt: receipt ?? '' });
    expect(await refusal('undo.plan', { receipt }), 'undone already').toBe('refused');
  });

  test('where there is no Claude the plan says so and cannot be done', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript();
    const { face, ask, refusal } = runService(home);
    await face.ready();
    const plan = await ask('restore.plan', everything);
    expect(plan).toMatchObject({ target: null, actions: [] });
    expect(plan.doubts).toHaveLength(1);
    expect(await refusal('restore.apply', { plan: plan.plan })).toBe('no-target');
  });

  test('where the account is in doubt the plan says why, and goes where the person chooses', async () => {
    const { home, lost } = usualHome();
    const other = home.dataRoot().pair(uuid, uuid);
    other.recordOf(home.configDir().transcript());
    home.dataRoot().signedIn({ accountId: uuid, organizationId: uuid });
    fs.rmSync(path.join(home.dataRoot().path, 'logs'), { recursive: true });
    const { face, ask } = runService(home);
    await face.ready();
    const request = { ids: [lost.id], include: [] };
    const plan = await ask('restore.plan', { ...request, pair: null });
    if (plan.target === null) expect(plan.doubts.length).toBeGreaterThan(0);
    const chosen = await ask('restore.plan', { ...request, pair: { accountId: uuid, organizationId: uuid } });
    expect(chosen.target).toMatchObject({ accountId: uuid, organizationId: uuid });
    expect(chosen.actions.map(({ session }) => session)).toEqual([lost.id]);
  });

  test('what is no longer on the disk is refused by name', async () => {
    const { home } = usualHome();
    const { face, ask } = runService(home);
    await face.ready();
    const plan = await ask('restore.plan', { ids: [uuid], include: [], pair: null });
    expect(plan).toMatchObject({ actions: [], refused: [{ session: uuid }] });
  });

  test('a cancelled one leaves nothing behind', async () => {
    const { home } = usualHome();
    for (let i = 0; i < 100; i += 1) home.configDir().transcript({ title: `Lost ${i}` });
    const { face, ask, refusal } = runService(home);
    await face.ready();
    const { plan, actions } = await ask('restore.plan', everything);
    expect(actions.length).toBeGreaterThan(100);
    const before = files(home);
    const restoring = refusal('restore.apply', { plan });
    await face.until(() => face.progress.length > 0);
    expect(await refusal('restore.apply', { plan }), 'one at a time').toBe('busy');
    await ask('restore.cancel', {});
    expect(await restoring).toBe('cancelled');
    expect(diffSnapshots(before, files(home))).toEqual([]);
  });

  test('a cancelled one that also replaces damaged entries is told as cancelled, not as overtaken by the disk', async () => {
    const { home } = usualHome();
    const [pair, config] = [home.dataRoot().pair(), home.configDir()];
    for (let i = 0; i < 100; i += 1) config.transcript({ title: `Lost ${i}` });
    for (let i = 0; i < 5; i += 1) {
      const made = config.transcript({ title: `Damaged ${i}` });
      pair.damagedRecordOf('truncated', made, { sessionId: `local_${made.id}` });
    }
    const { face, ask } = runService(home);
    await face.ready();
    const { plan, actions } = await ask('restore.plan', everything);
    expect(actions.filter(({ kind }) => kind === 'replace')).toHaveLength(5);
    const before = files(home);
    const restoring = ask('restore.apply', { plan }).then(() => 'done', String);
    await face.until(() => face.progress.length > 0);
    await ask('restore.cancel', {});
    expect(await restoring).toBe('Error: restore.apply: cancelled: Cancelled. Nothing was changed.');
    expect(diffSnapshots(before, files(home))).toEqual([]);
    expect((await ask('receipts.list', {})).receipts.map(({ state }) => state)).toEqual(['cancelled']);
    expect((await ask('restore.apply', { plan: (await ask('restore.plan', everything)).plan })).receipt).not.toBeNull();
  });
});

describe('the sample', () => {
  function withSample(): { home: FakeHome; sample: FakeHome; lost: string } {
    const { home: sample, lost } = usualHome();
    return { home: usualHome().home, sample, lost: lost.id };
  }

  test('replaces the person’s own home, and a restore in it touches neither', async () => {
    const { home, sample, lost } = withSample();
    const { face, ask } = runService(home, { samplePath: sample.path });
    await face.ready();
    const own = face.state.sessions;
    const before = [files(home), files(sample)];
    await ask('sample.show', { on: true });
    expect(face.state).toMatchObject({ sample: true, phase: 'ready', claudeRunning: false });
    expect(face.session(lost)?.status).toBe('ghost');
    expect(face.session(lost)?.inUse, 'the copy is no writing').toBe(false);
    const { plan } = await ask('restore.plan', everything);
    const { receipt } = await ask('restore.apply', { plan });
    expect(face.session(lost)?.status).toBe('listed');
    await ask('undo.plan', { receipt: receipt ?? '' });
    await ask('undo.apply', { receipt: receipt ?? '' });
    expect(face.session(lost)?.status).toBe('ghost');
    await ask('sample.show', { on: false });
    expect(new Set(face.state.sessions)).toEqual(new Set(own));
    expect(face.state.sample).toBe(false);
    expect([files(home), files(sample)]).toEqual(before);
    expect((await ask('receipts.list', {})).receipts, 'its receipts do not mix').toEqual([]);
  });

  test('leaves nothing in the temp folder', async () => {
    const { home, sample } = withSample();
    const { face, ask } = runService(home, { samplePath: sample.path });
    await ask('sample.show', { on: true });
    const copy = face.state.home ?? '';
    expect(fs.existsSync(copy)).toBe(true);
    await ask('sample.show', { on: false });
    expect(fs.existsSync(copy)).toBe(false);
  });

  test('a plan of the other home is forgotten', async () => {
    const { home, sample } = withSample();
    const { face, ask, refusal } = runService(home, { samplePath: sample.path });
    await face.ready();
    const { plan } = await ask('restore.plan', everything);
    await ask('sample.show', { on: true });
    expect(await refusal('restore.apply', { plan })).toBe('forgotten');
  });

  test('where an installation has none, that is said', async () => {
    const { home } = usualHome();
    const { refusal } = runService(home);
    expect(await refusal('sample.show', { on: true })).toBe('unavailable');
  });
});

describe('a restore that a crash interrupted', () => {
  test('is finished before anything is shown, and that is said', async () => {
    const { home } = usualHome();
    const first = runService(home);
    await first.face.ready();
    const { plan } = await first.ask('restore.plan', everything);
    const { receipt, actions } = await first.ask('restore.apply', { plan });
    await first.service.dispose();
    // The note that it was done is the last thing that is written.
    const journal = path.join(home.stateDir, 'receipts', receipt ?? '');
    fs.rmSync(`${journal}.done`, { force: true });
    fs.writeFileSync(`${journal}.json`, fs.readFileSync(`${journal}.json`, 'utf8').replace('"done"', '"applying"'));
    for (const action of actions) fs.rmSync(action.path);

    const { face, ask } = runService(home);
    await face.ready();
    expect(face.state.problems?.map(({ problem }) => problem).join()).toMatch(/interrupted was completed/);
    expect(face.session(actions[0]?.session ?? '')?.status).toBe('listed');
    expect((await ask('receipts.list', {})).receipts).toMatchObject([{ state: 'done' }]);
  });
});

test('the doctor’s findings come with the counts', async () => {
  const { home } = usualHome();
  const { ask } = runService(home);
  expect(await ask('doctor', {})).toMatchObject({ counts: { listed: 2, ghost: 1 }, claudeRunning: false });
});
