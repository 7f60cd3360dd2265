import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startService } from '../../../src/engine/service/client.ts';
import { attempt } from '../../../src/engine/service/answer.ts';
import type { ExportOrder } from '../../../src/engine/service/exports.ts';
import type { Events } from '../../../src/shared/contract.ts';
import type { ExportOptions } from '../../../src/shared/reading.ts';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { ACCOUNT } from '../../support/ids.ts';
import { Face, optionsFor, runService } from './running-service.ts';

const OPTIONS: ExportOptions = {
  format: 'md',
  toolOutput: true,
  thinking: true,
  subagents: true,
  images: true,
  personal: false,
};

interface Scene {
  home: FakeHome;
  ids: string[];
  out: string;
  order: (more?: Partial<ExportOrder>) => ExportOrder;
}

function scene(count = 2): Scene {
  const home = homeForTest('linux');
  home.dataRoot().pair().create();
  const config = home.configDir();
  const ids = Array.from(
    { length: count },
    (_, n) => config.transcript({ title: `Watch ${n}`, prompts: [`I am of ${ACCOUNT}`] }).id,
  );
  home.dataRoot().signedIn();
  const out = path.join(home.box, 'out');
  return { home, ids, out, order: (more) => ({ ids, options: OPTIONS, folder: out, elsewhere: null, ...more }) };
}

describe('an export by the service', () => {
  test('writes into the folder of the shell, without the ids of this machine’s accounts, and tells how far it is', async () => {
    const { home, ids, out, order } = scene();
    const progress: Events['export.progress'][] = [];
    const face = new Face();
    const client = startService(optionsFor(home), (event, payload) => {
      face.emit(event, payload);
      if (event === 'export.progress') progress.push(payload as Events['export.progress']);
    });
    onTestFinished(() => client.dispose());
    const answer = await client.export(order());
    expect(answer).toMatchObject({ ok: true, data: { folder: out, failed: [], cancelled: false } });
    expect(answer.ok && answer.data.files.map(({ session }) => session)).toEqual(ids);
    expect(fs.readFileSync(path.join(out, 'Watch 0.md'), 'utf8')).toContain('> I am of [account id]');
    expect(progress[0]).toMatchObject({ done: 0, total: 2, title: 'Watch 0' });
    expect(progress.at(-1)).toMatchObject({ done: 2, total: 2 });
  });

  test('of another home goes elsewhere, where the shell names such a place', async () => {
    const { home, out, order } = scene();
    const elsewhere = path.join(home.box, 'elsewhere');
    const { service } = runService(home);
    expect(await service.export(order({ elsewhere }))).toMatchObject({ folder: elsewhere });
    expect(fs.existsSync(out)).toBe(false);
  });

  test('names those that are gone, and writes the others', async () => {
    const { home, ids, order } = scene(1);
    const { service } = runService(home);
    const unknown = '00000000-0000-4000-8000-00000000000f';
    const result = await service.export(order({ ids: [unknown, ...ids, ...ids] }));
    expect(result.files.map(({ session }) => session)).toEqual(ids);
    expect(result.failed).toEqual([{ session: unknown, why: 'This conversation is no longer here.' }]);
  });

  test('refuses Claude’s folders', async () => {
    const { home, order } = scene(1);
    const { service, face } = runService(home);
    await face.ready();
    const folder = path.join(home.dataRoot().path, 'exports');
    const answer = await attempt(() => service.export(order({ folder })));
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(fs.existsSync(folder)).toBe(false);
  });

  test('is one at a time, can be cancelled, and ends with the service', async () => {
    const { home, order, out } = scene(30);
    const { service, face } = runService(home);
    await face.ready();
    const first = service.export(order());
    expect(await attempt(() => service.export(order()))).toMatchObject({ ok: false, error: { code: 'busy' } });
    service.cancelExport();
    expect(await first).toMatchObject({ cancelled: true });
    const second = service.export(order());
    await service.dispose();
    expect(await second).toMatchObject({ cancelled: true });
    expect(fs.existsSync(out) ? fs.readdirSync(out).filter((name) => !name.endsWith('.md')) : []).toEqual([]);
  });
});
