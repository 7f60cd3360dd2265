import { net } from 'electron';

/** Scripts that Vite writes into the page, its styles and its socket. */
const DEV_POLICY = "default-src 'self' 'unsafe-inline' data:; connect-src 'self' ws://localhost:5173";

/**
 * While developing, the pages of Vite's server under our own origin, so that everything but their source is as in the
 * app. Null where there is no such server. No part of a built app.
 */
export async function fromDevServer(request: Request): Promise<Response | null> {
  const server = process.env['ELECTRON_RENDERER_URL'];
  if (server === undefined) return null;
  const { pathname, search } = new URL(request.url);
  const answer = await net.fetch(new URL(pathname + search, server).href);
  const headers = new Headers(answer.headers);
  headers.set('content-security-policy', DEV_POLICY);
  return new Response(answer.body, { status: answer.status, headers });
}
