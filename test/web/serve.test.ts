import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StateChange } from '../../src/shared/contract.ts';
import { serveWeb } from '../../src/web/serve.ts';
import { homeForTest } from '../support/for-test.ts';
import { makeHome, type FakeHome } from '../support/home.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { asPage, PAGE, served, servedForTest, type Asked, type Served } from './served.ts';

function fill(home: FakeHome): { home: FakeHome; lost: { id: string } } {
  home.dataRoot().pair().create();
  const lost = home.configDir().transcript({ title: 'The lost one' });
  home.dataRoot().signedIn();
  return { home, lost };
}

const homeWithOneLost = (): ReturnType<typeof fill> => fill(homeForTest('linux'));

/** One for all who are refused: it must be as it was after each of them. */
const home = makeHome('linux');
let web: Served;

beforeAll(async () => {
  fill(home);
  web = await served(home);
  await (await web.listen()).until((text) => text.includes('"phase":"ready"'));
});

afterAll(async () => {
  await web.close();
  home.remove();
});

describe('the page', () => {
  test('is served with a policy that lets nothing in or out, and is not kept', async () => {
    const { request, url } = web;
    const page = await request({ path: '/', headers: { host: url.host } });
    expect(page).toMatchObject({ status: 200, body: PAGE });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-elem 'self' 'unsafe-inline'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
    expect(page.headers['set-cookie']).toBeUndefined();
    const script = await request({ path: '/assets/page.js', headers: { host: url.host } });
    expect(script.headers['content-type']).toMatch(/javascript/);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '//secret.txt',
    '/%00',
    '/%',
    '/index.html%00.js',
    'http://127.0.0.1/../secret.txt',
    '/nothing-here',
  ])('nothing but its own files is served: %s', async (asked) => {
    const { request, url } = web;
    const reply = await request({ path: asked, headers: { host: url.host } });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.body).not.toContain('secret');
  });

  test('comes from this machine alone', async () => {
    const { url } = web;
    expect(url.hostname).toBe('127.0.0.1');
    const others = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const host of others) {
      const reached = await new Promise((resolve) => {
        const socket = net.connect({ host, port: Number(url.port) }, () => resolve(true));
        socket.on('error', () => resolve(false));
        socket.setTimeout(2_000, () => resolve(false));
        socket.on('close', () => undefined);
      });
      expect(reached, host).toBe(false);
    }
  });

  test('its address has 256 random bits behind the #, others each time', async () => {
    const other = await servedForTest(homeWithOneLost().home);
    expect(Buffer.from(web.token, 'base64url')).toHaveLength(32);
    expect(other.token).not.toBe(web.token);
    expect(web.url.search).toBe('');
  });
});

describe('the contract', () => {
  test('answers the page', async () => {
    const { home: own, lost } = homeWithOneLost();
    const { ask, listen } = await servedForTest(own);
    const stream = await listen();
    await stream.until((text) => text.includes('"phase":"ready"'));
    const state = await ask('state.get');
    expect(state).toMatchObject({ ok: true, data: { phase: 'ready', sessions: { columns: { id: [lost.id] } } } });
    expect(state).toMatchObject({ data: { can: { reveal: false, quitClaude: false, addFolder: false, tray: false } } });
  });

  test('also where the person types localhost', async () => {
    const { request, url, token } = web;
    const asked = asPage(url, token, 'state.get');
    const host = `localhost:${url.port}`;
    const reply = await request({ ...asked, headers: { ...asked.headers, host, origin: `http://${host}` } });
    expect(reply.status).toBe(200);
  });

  const others: [string, number, (asked: Required<Asked>, port: string) => Asked][] = [
    [
      'without a token',
      401,
      ({ headers: { authorization, ...headers }, ...asked }) => (
        expect(authorization).toBeDefined(),
        { ...asked, headers }
      ),
    ],
    ['with another token', 401, (asked) => withHeaders(asked, { authorization: `Bearer ${'A'.repeat(43)}` })],
    [
      'with half of the token',
      401,
      (asked) => withHeaders(asked, { authorization: (asked.headers['authorization'] ?? '').slice(0, -10) }),
    ],
    ['with a token of another kind', 400, (asked) => withHeaders(asked, { authorization: 'Basic YTpi' })],
    [
      'with the token in the address',
      401,
      (asked) => ({ ...withHeaders(asked, { authorization: '' }), path: `${asked.path}?token=x` }),
    ],
    [
      'by another name that leads here',
      403,
      (asked, port) => withHeaders(asked, { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
    ],
    ['with another port in the name', 403, (asked) => withHeaders(asked, { host: '127.0.0.1:1' })],
    ['by the bare address', 403, (asked) => withHeaders(asked, { host: '127.0.0.1' })],
    ['from another page', 403, (asked) => withHeaders(asked, { origin: 'https://evil.example' })],
    ['from another server on this machine', 403, (asked) => withHeaders(asked, { origin: 'http://127.0.0.1:3000' })],
    ['from a file', 403, (asked) => withHeaders(asked, { origin: 'null' })],
    [
      'from nowhere',
      403,
      ({ headers: { origin, ...headers }, ...asked }) => (expect(origin).toBeDefined(), { ...asked, headers }),
    ],
    ['from another site, as the browser says', 403, (asked) => withHeaders(asked, { 'sec-fetch-site': 'cross-site' })],
    ['as a form', 415, (asked) => withHeaders(asked, { 'content-type': 'application/x-www-form-urlencoded' })],
    ['as plain text', 415, (asked) => withHeaders(asked, { 'content-type': 'text/plain' })],
    ['by GET', 405, (asked) => ({ ...asked, method: 'GET', body: '' })],
    ['by PUT', 405, (asked) => ({ ...asked, method: 'PUT' })],
    [
      'by asking for permission first',
      403,
      (asked) => withHeaders({ ...asked, method: 'OPTIONS', body: '' }, { origin: 'https://evil.example' }),
    ],
    ['with something that is no JSON', 400, (asked) => ({ ...asked, body: '{"on":' })],
    [
      'with more than anybody needs',
      413,
      (asked) => ({ ...asked, body: JSON.stringify({ on: 'a'.repeat(5 * 1024 * 1024) }) }),
    ],
  ];

  test.each(others)('refuses whoever asks %s', async (_how, status, change) => {
    const { request, url, token } = web;
    const before = snapshot(home.path);
    const plan = asPage(url, token, 'sample.show', { on: true });
    const reply = await request(change(plan, url.port));
    expect(reply.status).toBe(status);
    expect(reply.headers['content-security-policy'], 'the policy stands on every answer').toMatch(
      /^default-src 'none'/,
    );
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    expect(reply.body).not.toContain('"ok":true');
    expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
  });

  test('refuses a request that nobody would make', async () => {
    const { ask, request, url, token } = web;
    const invalid = { ok: false, error: { code: 'invalid' } };
    expect(await ask('reader.open', { id: '../../etc/passwd', agent: null })).toMatchObject(invalid);
    expect(await ask('state.get', { more: 1 })).toMatchObject(invalid);
    expect(await ask('restore.apply', { plan: 'a'.repeat(1024 * 1024) })).toMatchObject(invalid);
    for (const operation of ['constructor', '__proto__', 'files.read', '..%2fstate.get']) {
      expect(JSON.parse((await request(asPage(url, token, operation))).body), operation).toMatchObject(invalid);
    }
  });

  test('says what a browser cannot do', async () => {
    const { ask } = web;
    const unavailable = { ok: false, error: { code: 'unavailable', message: expect.stringMatching(/\.$/) as string } };
    expect(await ask('folder.add', { kind: 'home' })).toMatchObject(unavailable);
    expect(await ask('folder.remove', { index: 0 })).toMatchObject(unavailable);
    expect(await ask('session.reveal', { id: '7d9b0f2e-3c41-4a86-9f57-2b8e6d1c0a94' })).toMatchObject(unavailable);
    expect(await ask('claude.quit')).toMatchObject(unavailable);
  });

  test('keeps settings, and tells every page', async () => {
    const { ask, listen } = web;
    const stream = await listen();
    await stream.until((text) => text.startsWith(':'));
    await ask('settings.set', { theme: 'dark' });
    await stream.until((text) => text.includes('event: settings.changed\ndata: {"theme":"dark"'));
    expect(await ask('settings.get')).toMatchObject({ ok: true, data: { theme: 'dark' } });
    expect(fs.existsSync(path.join(home.stateDir, 'settings.json'))).toBe(true);
  });
});

describe('events', () => {
  const changesIn = (text: string): StateChange[] =>
    text
      .split('\n\n')
      .filter((message) => message.startsWith('event: state.changed'))
      .map((message) => JSON.parse(message.split('\ndata: ')[1] ?? '') as StateChange);

  test('arrive as they happen, to every page that listens', async () => {
    const { home: own, lost } = homeWithOneLost();
    const { listen } = await servedForTest(own);
    const streams = [await listen(), await listen()];
    for (const stream of streams) await stream.until((text) => text.includes(lost.id));
    const fresh = own.configDir().transcript({ title: 'A new one' });
    for (const stream of streams) {
      const text = await stream.until((sofar) => sofar.includes(fresh.id));
      expect(changesIn(text).at(-1)?.upserted).toMatchObject({ count: 1, columns: { id: [fresh.id] } });
    }
  });

  test.each([
    ['no token', { authorization: '' }, 401],
    ['another token', { authorization: 'Bearer nope' }, 401],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another name', { host: 'evil.example' }, 403],
    ['another site', { 'sec-fetch-site': 'same-site' }, 403],
  ])('are not told to whoever comes with %s', async (_what, headers, status) => {
    const { request, url, token } = web;
    const { headers: own } = asPage(url, token, 'x');
    const reply = await request({ path: '/api/events', headers: { ...own, ...headers } });
    expect(reply.status).toBe(status);
  });

  test('end when Ghostlight ends', async () => {
    const { listen, close } = await servedForTest(homeWithOneLost().home);
    const stream = await listen();
    await close();
    await stream.ended;
  });
});

test('a visitor without any Claude sees the sample, and it says so', async () => {
  const [empty, sample] = [homeForTest('linux'), homeWithOneLost().home];
  fs.renameSync(sample.path, path.join(empty.box, 'sample'));
  const { listen, ask } = await servedForTest(empty, { sample: 'where-no-profile' });
  await (await listen()).until((text) => /"phase":"ready"[^\n]*"sample":true/.test(text));
  expect(await ask('state.get')).toMatchObject({ ok: true, data: { sample: true, nothingIn: empty.path } });
});

test('a home that was named never turns into the sample, however empty it is', async () => {
  const [empty, sample] = [homeForTest('linux'), homeWithOneLost().home];
  fs.renameSync(sample.path, path.join(empty.box, 'sample'));
  const { listen, ask } = await servedForTest(empty, { sample: 'never' });
  await (await listen()).until((text) => /"phase":"ready"/.test(text));
  await ask('state.refresh');
  expect(await ask('state.get')).toMatchObject({ ok: true, data: { sample: false, phase: 'ready' } });
});

test('where there is no profile of Claude’s app, conversations of a terminal give way to the sample unless they were named', async () => {
  const [terminal, sample] = [homeForTest('linux'), homeWithOneLost().home];
  terminal.configDir().transcript({ entrypoint: 'cli' });
  fs.renameSync(sample.path, path.join(terminal.box, 'sample'));
  const named = await servedForTest(terminal, { sample: 'never' });
  await (await named.listen()).until((text) => /"phase":"ready"/.test(text));
  expect(await named.ask('state.get')).toMatchObject({ data: { sample: false } });
  const found = await servedForTest(terminal, { sample: 'where-no-profile' });
  await (await found.listen()).until((text) => /"phase":"ready"[^\n]*"sample":true/.test(text));
  expect(await found.ask('state.get')).toMatchObject({ data: { sample: true } });
});

test('a port that is taken is an error, and nothing is left running', async () => {
  const again = serveWeb({
    service: {
      home: home.path,
      dataRoots: [],
      configDirs: [],
      stateDir: home.stateDir,
      samplePath: '',
      version: '0',
    },
    port: Number(web.url.port),
    rendererPath: home.box,
    sample: 'never',
  });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

const withHeaders = (asked: Asked, headers: Record<string, string>): Asked => ({
  ...asked,
  headers: { ...asked.headers, ...headers },
});
