import type { BrowserContextOptions, Request } from 'playwright';

/**
 * For a browser from which nothing leaves the machine: whatever is not for `own`, a host and its port, goes to a port
 * that nobody listens on. Unlike a handler of each request it costs the app's own ones nothing.
 */
export const noWayOut = (own: string): NonNullable<BrowserContextOptions['proxy']> => ({
  server: 'http://127.0.0.1:9',
  bypass: own,
});

/** Whether a request that failed was one of those. */
export const foundNoWayOut = (request: Request): boolean =>
  request.failure()?.errorText.includes('PROXY_CONNECTION_FAILED') === true;
