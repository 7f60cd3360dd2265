import { expect, onTestFinished, test } from 'vitest';
import { Lookout } from '../../../src/engine/service/lookout.ts';
import { Serial } from '../../../src/engine/service/serial.ts';
import { nothingSeen } from '../../../src/engine/service/site.ts';
import { StateKeeper } from '../../../src/engine/service/state.ts';
import { whereToLook } from '../../../src/engine/service/where.ts';
import { manyHome } from '../../e2e/homes.ts';
import { Face, optionsFor } from './running-service.ts';

/** More than a glance takes in. */
const MANY = 240;

test('a long first look begins with a glance at the newest, and says nothing that the look takes back', async () => {
  const home = manyHome(MANY);
  onTestFinished(() => home.remove());
  const face = new Face();
  const options = optionsFor(home);
  const rest = {
    ...nothingSeen(whereToLook(options, [])),
    ...{ sample: false, nothingIn: null, now: null, can: options.can, version: options.version },
  };
  const lookout = new Lookout({
    where: () => whereToLook(options, []),
    notes: () => Promise.resolve([]),
    keeper: new StateKeeper(0, rest, face.emit),
    serial: new Serial(),
    glanceAfterMs: 0,
  });
  onTestFinished(() => lookout.stop());
  const looking = lookout.look();
  await face.until(() => face.state.sessions.length > 0);
  const glimpse = face.state;
  expect(glimpse.phase ?? 'reading').toBe('reading');
  expect(glimpse.sessions).toHaveLength(200);
  const oldest = Math.min(...glimpse.sessions.map(({ lastActivityAt }) => lastActivityAt ?? 0));
  expect(lookout.glimpse?.conversations.size).toBeGreaterThanOrEqual(200);
  await looking;
  expect(face.state).toMatchObject({ phase: 'ready' });
  expect(face.state.sessions).toHaveLength(MANY);
  for (const session of glimpse.sessions) expect(face.session(session.id)).toEqual(session);
  const later = face.state.sessions.filter(({ id }) => !glimpse.sessions.some((one) => one.id === id));
  expect(Math.max(...later.map(({ lastActivityAt }) => lastActivityAt ?? 0))).toBeLessThanOrEqual(oldest);
  expect(lookout.glimpse).toBeNull();
});
