import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startService, type ServiceClient } from '../../../src/engine/service/client.ts';
import type { ServiceOptions } from '../../../src/engine/service/options.ts';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { Face, optionsFor } from './running-service.ts';

const dying = new URL('./dying-worker.ts', import.meta.url);

function homeWithOneLost(): { home: FakeHome; lost: { id: string; path: string } } {
  const home = homeForTest('linux');
  home.dataRoot().pair().create();
  const lost = home.configDir().transcript({ title: 'The lost one' });
  home.dataRoot().signedIn();
  return { home, lost };
}

function start(
  home: FakeHome,
  { file, ...more }: Partial<ServiceOptions> & { file?: URL } = {},
): {
  client: ServiceClient;
  face: Face;
} {
  const face = new Face();
  const client = startService(optionsFor(home, more), face.emit, file);
  onTestFinished(() => client.dispose());
  return { client, face };
}

describe('the service in a thread of its own', () => {
  test('answers, tells of changes, restores, and gives the path of what it knows', async () => {
    const { home, lost } = homeWithOneLost();
    const { client, face } = start(home);
    await face.ready();
    const state = await client.ask('state.get', {});
    expect(state).toMatchObject({ ok: true, data: { sessions: { count: 1, columns: { id: [lost.id] } } } });
    expect(await client.pathOf(lost.id)).toBe(lost.path);
    expect(await client.pathOf('nobody')).toBeNull();
    const plan = await client.ask('restore.plan', { ids: [lost.id], include: [], pair: null });
    expect(plan).toMatchObject({ ok: true, data: { actions: [{ session: lost.id }] } });
    const done = await client.ask('restore.apply', { plan: plan.ok ? plan.data.plan : '' });
    expect(done.ok && done.data.receipt).toMatch(/^\d{8}-/);
    expect(face.session(lost.id)?.status, 'the change came before the answer').toBe('listed');
    await client.setFolders([{ kind: 'config-dir', path: path.join(home.box, 'gone') }]);
    expect(face.state.problems).toMatchObject([{ path: path.join(home.box, 'gone') }]);
  });

  test('checks what it is asked on its own side', async () => {
    const { home } = homeWithOneLost();
    const { client } = start(home);
    const refused = { ok: false, error: { code: 'invalid' } };
    expect(await client.ask('reader.open', { id: '../x', agent: null })).toMatchObject(refused);
    expect(await client.ask('nothing' as 'doctor', {})).toMatchObject(refused);
    expect(await client.ask('doctor', () => 1), 'no data at all').toMatchObject(refused);
  });

  test('answers with an error once it was ended', async () => {
    const { client } = start(homeWithOneLost().home);
    await client.dispose();
    expect(await client.ask('doctor', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    await client.dispose();
  });

  test('says why it cannot start', async () => {
    const { home } = homeWithOneLost();
    const { client } = start(home, { home: path.join(home.box, 'nowhere') });
    expect(await client.ask('state.get', {})).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining('nowhere') as string },
    });
  });
});

describe('a service that dies', () => {
  test('is started again once: faces ask anew, and are told', async () => {
    const { home, lost } = homeWithOneLost();
    const { client, face } = start(home, { file: dying });
    await face.ready();
    const seen = face.changes.at(-1)?.revision ?? 0;
    const both = await Promise.all([client.ask('doctor', {}), client.ask('receipts.list', {})]);
    for (const given of both) expect(given).toMatchObject({ ok: false, error: { code: 'internal' } });

    await face.until(() => (face.changes.at(-1)?.revision ?? 0) > seen);
    expect(face.changes.at(-1)?.revision, 'a gap, so that the whole is asked for').toBeGreaterThan(seen + 1);
    const state = await client.ask('state.get', {});
    expect(state).toMatchObject({ ok: true, data: { sessions: { columns: { id: [lost.id] } } } });
    expect(state.ok && state.data.problems.map(({ problem }) => problem).join()).toMatch(/started again/);
  });

  test('and dies again stays away, and says so', async () => {
    const { client, face } = start(homeWithOneLost().home, { file: dying });
    await face.ready();
    await client.ask('doctor', {});
    const { length } = face.changes;
    await face.until(() => face.changes.length > length);
    await client.ask('doctor', {});
    const seen = face.changes.at(-1)?.revision ?? 0;
    const unavailable = {
      ok: false,
      error: { code: 'unavailable', message: expect.stringMatching(/open it again/) as string },
    };
    expect(await client.ask('state.get', {})).toMatchObject(unavailable);
    expect(seen).toBeGreaterThan(0);
  });
});
