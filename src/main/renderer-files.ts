import { readFile } from 'node:fs/promises';
import { join, relative, isAbsolute, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { isOwnUrl } from './origin.ts';

const ROOT = join(import.meta.dirname, '../renderer');

/**
 * Nothing is loaded from anywhere else, nothing is framed, and no text becomes markup or script. Style elements may
 * stand in the page, because the components that hold back scrolling and place toasts add some; without any address to
 * load from, a style can tell nobody anything.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-elem 'self' 'unsafe-inline'",
  // Pictures out of a conversation are handed to the page as bytes, and have addresses of its own.
  "img-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * No opener policy: nothing can open this window, and a page that has one is started in another process than the one
 * that its window began with.
 */
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** A file of the built renderer. Anything else, by whatever way it is asked for, is not found. */
export async function rendererResponse(request: Request, root = ROOT): Promise<Response> {
  const file = request.method === 'GET' ? fileFor(request.url, root) : null;
  const type = file === null ? undefined : getMimeType(file);
  if (file === null || type === undefined) return notFound();
  try {
    return new Response(await readFile(file), { headers: { ...HEADERS, 'content-type': type } });
  } catch {
    return notFound();
  }
}

function fileFor(url: string, root: string): string | null {
  if (!isOwnUrl(url)) return null;
  const path = decoded(new URL(url).pathname);
  if (path === null) return null;
  const file = join(root, path === '/' ? 'index.html' : path);
  const way = relative(root, file);
  return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? null : file;
}

/** Null where it is not to be decoded, or hides what no file name holds. */
function decoded(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    return /[\0\\:]/.test(path) ? null : path;
  } catch {
    return null;
  }
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { ...HEADERS, 'content-type': 'text/plain' } });
}
