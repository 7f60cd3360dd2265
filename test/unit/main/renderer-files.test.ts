import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POLICY, rendererResponse } from '../../../src/main/renderer-files.ts';

let box: string;
let root: string;
beforeAll(() => {
  box = fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-files-'));
  root = path.join(box, 'renderer');
  fs.mkdirSync(path.join(root, 'assets'), { recursive: true });
  fs.writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
  fs.writeFileSync(path.join(root, 'assets', 'index.js'), 'export {};');
  fs.writeFileSync(path.join(root, 'README'), 'no type');
  fs.writeFileSync(path.join(box, 'secret.html'), 'SECRET');
  fs.mkdirSync(path.join(box, 'renderer-beside'));
  fs.writeFileSync(path.join(box, 'renderer-beside', 'secret.html'), 'SECRET');
});
afterAll(() => fs.rmSync(box, { recursive: true }));

const get = (url: string, method = 'GET'): Promise<Response> => rendererResponse(new Request(url, { method }), root);

test('the page and its script come with their types and the policy', async () => {
  const page = await get('ghostlight://app/');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(page.headers.get('content-security-policy')).toBe(POLICY);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const script = await get('ghostlight://app/assets/index.js?v=1#x');
  expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
});

test('the policy names no other place, and no way from text to script', () => {
  expect(POLICY).toContain("default-src 'none'");
  expect(POLICY).toContain("script-src 'self';");
  expect(POLICY).not.toMatch(/https?:|\*|unsafe-eval|data:/);
  // Bytes that the page was given may be looked at as pictures, and be nothing else.
  expect(POLICY.match(/[\w-]+ [^;]*blob:/g)).toEqual(["img-src 'self' blob:"]);
});

test.each([
  'ghostlight://app/../secret.html',
  'ghostlight://app/%2e%2e/secret.html',
  'ghostlight://app/..%2fsecret.html',
  'ghostlight://app/..%5csecret.html',
  'ghostlight://app/assets/..%2f..%2fsecret.html',
  'ghostlight://app/..%2frenderer-beside/secret.html',
  'ghostlight://app//etc/passwd',
  'ghostlight://app/index.html%00.js',
  'ghostlight://app/%E0%A4%A',
  'ghostlight://app/assets',
  'ghostlight://app/README',
  'ghostlight://other/index.html',
  'https://app/index.html',
])('%s is not found', async (url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('SECRET');
});

test('nothing but reading is answered', async () => {
  expect((await get('ghostlight://app/', 'POST')).status).toBe(404);
});

test('no path leads out, however it is written', async () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2E.',
    '%2f',
    '%5c',
    '/',
    '//',
    '%00',
    'assets',
    'secret.html',
    '%252e%252e',
    'C:',
    '%c0%ae',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
      const answer = await get(`ghostlight://app/${parts.join('/')}`);
      expect(await answer.text()).not.toContain('SECRET');
    }),
  );
});
