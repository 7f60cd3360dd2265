import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { requests, type Answer, type Operation } from '../shared/contract.ts';
import { answer } from '../engine/service/answer.ts';
import { startService, type ServiceClient } from '../engine/service/client.ts';
import type { Emit, EngineOperation, ServiceOptions, ShellHandlers } from '../engine/service/options.ts';
import { openSettings } from '../engine/service/settings.ts';
import { createWebApp } from './app.ts';
import { EventHub } from './events.ts';
import { createWebShell, WEB_CAN } from './shell.ts';

export interface WebOptions {
  service: Omit<ServiceOptions, 'can'>;
  /** 0 for any that is free. */
  port: number;
  /** The folder of the built renderer. */
  rendererPath: string;
  /** When the made-up sample is shown: always; if this machine has no profile of Claude's app; or never, for a home that was named. */
  sample: 'always' | 'where-no-profile' | 'never';
}

export interface WebFace {
  /**
   * With the token behind the `#`. A browser keeps that part to itself: it goes into no request, no log and no referrer.
   * The page puts it into its session storage, which belongs to this port alone, and sends it in a header. A cookie
   * would go to every server on 127.0.0.1, whatever its port, and with requests that the page did not make.
   */
  url: string;
  close: () => Promise<void>;
}

/** Only this machine's own. */
const HOST = '127.0.0.1';
const TOKEN_BYTES = 32;

/** Serves the renderer and the contract on this machine. Rejects with what the network says: a port that is taken. */
export async function serveWeb({ service: serviceOptions, port, rendererPath, sample }: WebOptions): Promise<WebFace> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const events = new EventHub();
  const settings = openSettings(serviceOptions.stateDir);
  const shell = createWebShell({
    settings,
    service: () => service,
    stateDir: serviceOptions.stateDir,
    onSettings: (changed) => events.emit('settings.changed', changed),
  });
  let ask: Ask = () => Promise.reject(new Error('not listening yet'));
  const app = createWebApp({
    token,
    rendererPath,
    events,
    port: () => portOf(server),
    ask: (operation, request) => ask(operation, request),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(server, port);
  const service = startService(
    { ...serviceOptions, can: WEB_CAN },
    showSampleWhereWanted(events.emit, sample, () => service),
  );
  if (sample === 'always') void service.ask('sample.show', { on: true });
  ask = createAsk(shell, service);
  return {
    url: `http://${HOST}:${portOf(server)}/#${token}`,
    close: async () => {
      events.close();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await Promise.all([closed, service.dispose()]);
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

type Ask = (operation: unknown, request: unknown) => Promise<Answer<Operation>>;

/** What a shell does is done here, everything else by the service; each checks what it is given. */
function createAsk(shell: ShellHandlers, service: ServiceClient): Ask {
  const isEngineOperation = (operation: unknown): operation is EngineOperation =>
    typeof operation === 'string' && Object.hasOwn(requests, operation) && !Object.hasOwn(shell, operation);
  return (operation, request) =>
    isEngineOperation(operation) ? service.ask(operation, request as never) : answer(shell, operation, request);
}

/** A visitor without Claude's app sees what Ghostlight is for. */
function showSampleWhereWanted(emit: Emit, sample: WebOptions['sample'], service: () => ServiceClient): Emit {
  let isUndecided = sample === 'where-no-profile';
  return (event, payload) => {
    emit(event, payload);
    if (!isUndecided || event !== 'state.changed') return;
    const { rest } = payload as Parameters<typeof emit<'state.changed'>>[1];
    if (rest?.phase !== 'ready') return;
    isUndecided = false;
    if (rest.dataRoots.length === 0) void service().ask('sample.show', { on: true });
  };
}
