import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Answer, Operation } from '../shared/contract.ts';
import type { EventHub } from './events.ts';
import { headers, limitedBody, onlyJson, ownHost, ownOrigin, ownToken, refusal } from './guard.ts';

export interface WebAppParts {
  token: string;
  /** The port of the address: known once it is listened on. */
  port: () => number;
  /** The folder of the built renderer. */
  rendererPath: string;
  /** Both arguments are whatever a page sent. Never rejects. */
  ask: (operation: unknown, request: unknown) => Promise<Answer<Operation>>;
  events: Pick<EventHub, 'listen'>;
}

/** The contract over HTTP, and the renderer's own files. The files are no secret; whatever they ask for is. */
export function createWebApp({ token, port, rendererPath, ask, events }: WebAppParts): Hono {
  const app = new Hono();
  app.use(...headers, ownHost(port));
  app.use('/api/*', ownOrigin, ownToken(token));
  app.get('/api/events', (c) => events.listen(c));
  app.post('/api/:operation', onlyJson, limitedBody, async (c) => {
    let request: unknown;
    try {
      request = await c.req.json();
    } catch {
      return c.json(refusal('invalid', 'The request was not understood, and nothing was done.'), 400);
    }
    return c.json(await ask(c.req.param('operation'), request));
  });
  app.all('/api/*', (c) => c.json(refusal('invalid', 'There is no such operation.'), 405));
  // Browsers ask for it unasked.
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('*', serveStatic({ root: rendererPath }));
  app.notFound((c) => c.text('There is no such page.', 404));
  app.onError((error, c) =>
    error instanceof HTTPException
      ? error.getResponse()
      : c.json(refusal('internal', 'Something went wrong inside Ghostlight. Try it again.'), 500),
  );
  return app;
}
