import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Answer, Operation } from '../../src/shared/contract.ts';
import { serveWeb, type WebOptions } from '../../src/web/serve.ts';
import type { FakeHome } from '../support/home.ts';

/** `ghostlight serve` in this process, over a made-up home, with a page of three files. */
export interface Served {
  url: URL;
  token: string;
  /** As another program may ask: any header, any path, byte for byte. */
  request: (asked: Asked) => Promise<Reply>;
  /** As the page asks. */
  ask: (operation: Operation, request?: object) => Promise<Answer<Operation>>;
  /** As the page listens: reads on until the events hold, and answers all so far. */
  listen: () => Promise<Stream>;
  close: () => Promise<void>;
}

export interface Asked {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Stream {
  status: number;
  until: (holds: (text: string) => boolean) => Promise<string>;
  ended: Promise<void>;
}

export const PAGE = '<!doctype html><title>Ghostlight</title>';

/** Until the running test ends. */
export async function servedForTest(home: FakeHome, more: Partial<WebOptions> = {}): Promise<Served> {
  const web = await served(home, more);
  onTestFinished(() => web.close());
  return web;
}

/** Whoever starts it closes it. */
export async function served(home: FakeHome, more: Partial<WebOptions> = {}): Promise<Served> {
  const rendererPath = path.join(home.box, 'renderer');
  fs.mkdirSync(path.join(rendererPath, 'assets'), { recursive: true });
  fs.writeFileSync(path.join(rendererPath, 'index.html'), PAGE);
  fs.writeFileSync(path.join(rendererPath, 'assets', 'page.js'), 'export {};');
  fs.writeFileSync(path.join(home.box, 'secret.txt'), 'secret');
  const face = await serveWeb({
    service: {
      home: home.path,
      platform: home.platform,
      dataRoots: [],
      configDirs: [],
      stateDir: home.stateDir,
      samplePath: path.join(home.box, 'sample'),
      version: '0.0.0-test',
    },
    port: 0,
    rendererPath,
    sample: 'never',
    ...more,
  });
  const url = new URL(face.url);
  const token = url.hash.slice(1);
  const request = (asked: Asked): Promise<Reply> => send(url, asked);
  return {
    url,
    token,
    request,
    ask: async (operation, body = {}) => {
      const reply = await request(asPage(url, token, operation, body));
      return JSON.parse(reply.body) as Answer<Operation>;
    },
    listen: () => listen(url, token),
    close: face.close,
  };
}

/** The request that the page makes. */
export function asPage(url: URL, token: string, operation: string, body: unknown = {}): Required<Asked> {
  return {
    method: 'POST',
    path: `/api/${operation}`,
    headers: {
      host: url.host,
      origin: url.origin,
      'sec-fetch-site': 'same-origin',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  };
}

function send(url: URL, { method = 'GET', path: asked, headers = {}, body }: Asked): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port: url.port, method, path: asked, headers, agent: false };
    const request = http.request(to, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on('error', reject);
    });
    // A server that refuses a body does not wait for all of it.
    request.on('error', reject);
    request.end(body);
  });
}

function listen(url: URL, token: string): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const headers = { host: url.host, authorization: `Bearer ${token}` };
    const request = http.get({ host: '127.0.0.1', port: url.port, path: '/api/events', headers }, (response) => {
      let text = '';
      const waiting = new Set<() => void>();
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        for (const check of waiting) check();
      });
      const ended = new Promise<void>((done) => response.on('close', done));
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        ended,
        until: (holds) =>
          new Promise((done) => {
            const check = (): void => {
              if (!holds(text)) return;
              waiting.delete(check);
              done(text);
            };
            waiting.add(check);
            check();
          }),
      });
    });
    request.on('error', reject);
  });
}
