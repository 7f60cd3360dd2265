import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { AppCalls } from './protocol.ts';
import { fromChromium } from './protocol.ts';
import type { Wire } from './wire.ts';

/**
 * The app's own schemes, on a port that only this machine reaches: Chromium knows no scheme of an app's own. The app
 * answers; of what it does not answer `onRefused` is told, and the line goes dead.
 */
export class HostServer {
  readonly #server: Server;
  readonly #app: Wire<AppCalls>;
  readonly #onRefused: (url: string, byApp: boolean) => void;
  readonly port: Promise<number>;

  constructor(app: Wire<AppCalls>, onRefused: (url: string, byApp: boolean) => void) {
    this.#app = app;
    this.#onRefused = onRefused;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.listen(0, '127.0.0.1');
    this.port = once(this.#server, 'listening').then(() => (this.#server.address() as AddressInfo).port);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = fromChromium(`http://${request.headers.host ?? ''}${request.url ?? ''}`);
    const { method = 'GET', headers } = request;
    const asked = { url, method, headers: asText(headers) };
    const { allowed, response: given } = await this.#app
      .call('serve', asked)
      .catch(() => ({ allowed: true, response: null }));
    if (given === null) {
      this.#onRefused(url, !allowed);
      request.socket.destroy();
      return;
    }
    response.writeHead(given.status, given.headers).end(given.body);
  }
}

const asText = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
