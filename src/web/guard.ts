import { bodyLimit } from 'hono/body-limit';
import { bearerAuth } from 'hono/bearer-auth';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { MiddlewareHandler } from 'hono';
import type { AnswerError } from '../shared/contract.ts';

/**
 * Who gets in. Every page that the person's browser shows may send requests to 127.0.0.1, and so may every program and
 * every other user of this machine; only the page that was opened with the printed address has the token.
 */

/** The largest selection there can be, with room to spare. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A refusal in the shape of an answer, so that a face needs to know one shape alone. */
export const refusal = (code: AnswerError['code'], message: string): { ok: false; error: AnswerError } => ({
  ok: false,
  error: { code, message },
});

/** Nothing from elsewhere is loaded, run, framed or sent to, and nothing is kept by the browser. */
export const headers: MiddlewareHandler[] = [
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      // The components that hold back scrolling and place toasts add a few style elements of their own.
      styleSrcElem: ["'self'", "'unsafe-inline'"],
      // Pictures out of a conversation are handed to the page as bytes, and have addresses of its own.
      imgSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    // There is no certificate for 127.0.0.1, and the rule would hold for every other server on it.
    strictTransportSecurity: false,
  }),
  createMiddleware(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  }),
];

/**
 * The address in the browser has to be ours: a name that somebody else's name server points to 127.0.0.1 (DNS
 * rebinding) arrives here with that name.
 */
export const ownHost = (port: () => number): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    if (!ownHosts(port()).includes(c.req.header('host') ?? '')) return c.text('This address is not served here.', 403);
    return next();
  });

const ownHosts = (port: number): string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** Another page's request says whose it is. Browsers name the origin with every POST. */
export const ownOrigin: MiddlewareHandler = createMiddleware(async (c, next) => {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const isOwn = origin === undefined ? c.req.method === 'GET' : origin === `http://${c.req.header('host') ?? ''}`;
  if (isOwn && (site === undefined || site === 'same-origin')) return next();
  return c.json(refusal('refused', 'Only Ghostlight’s own page may ask.'), 403);
});

/** Compares in constant time. */
export const ownToken = (token: string): MiddlewareHandler => {
  const message = refusal(
    'unavailable',
    'This page has no key to Ghostlight. Open the whole address that `ghostlight serve` printed.',
  );
  return bearerAuth({
    token,
    noAuthenticationHeader: { message },
    invalidAuthenticationHeader: { message },
    invalidToken: { message },
  });
};

/** A form of another page cannot send JSON without asking first. */
export const onlyJson: MiddlewareHandler = createMiddleware(async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return next();
  return c.json(refusal('invalid', 'The request was not understood, and nothing was done.'), 415);
});

export const limitedBody: MiddlewareHandler = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (c) => c.json(refusal('invalid', 'The request is too large, and nothing was done.'), 413),
});
