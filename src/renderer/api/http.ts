import type {
  Answer,
  AnswerError,
  EventName,
  Events,
  GhostlightApi,
  Operation,
  Request,
} from '../../shared/contract.ts';

/** Where the token stays while the tab is open: a page of another port cannot read it, and a new tab has none. */
const TOKEN = 'ghostlight.token';
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

/** The contract over HTTP, where the page is served by `ghostlight serve`. `gone`: what to say where it has ended. */
export function httpApi(gone: string): GhostlightApi {
  const token = takeToken();
  const listeners = new Listeners();
  const listening = listen(token, listeners);
  return {
    ask: async (operation, request) => {
      // Whoever asks for the state goes on from it by events: none may be lost in between.
      if (operation === 'state.get') await listening;
      return post(token, operation, request, gone);
    },
    on: (event, listener) => listeners.add(event, listener),
  };
}

/** From the address, which is then left without it, or from before the page was loaded again. */
function takeToken(): string {
  const given = window.location.hash.slice(1);
  // What begins with a slash leads to a conversation.
  if (given === '' || given.startsWith('/')) return window.sessionStorage.getItem(TOKEN) ?? '';
  window.sessionStorage.setItem(TOKEN, given);
  window.history.replaceState(null, '', window.location.pathname);
  return given;
}

async function post<K extends Operation>(
  token: string,
  operation: K,
  request: Request<K>,
  gone: string,
): Promise<Answer<K>> {
  try {
    const response = await fetch(`/api/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return (await response.json()) as Answer<K>;
  } catch {
    return { ok: false, error: { code: 'unavailable', message: gone } satisfies AnswerError };
  }
}

/** Whoever subscribed, by event. */
class Listeners {
  readonly #byEvent = new Map<string, Set<(payload: never) => void>>();

  add<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
    const known = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, known.add(listener));
    return () => {
      known.delete(listener);
    };
  }

  tell(event: string, payload: unknown): void {
    for (const listener of this.#byEvent.get(event) ?? []) listener(payload as never);
  }

  /** A change that no face can have seen the one before of: it asks for the whole state. */
  tellMissed(): void {
    const upserted = { count: 0, columns: {} };
    this.tell('state.changed', { revision: Number.MAX_SAFE_INTEGER, rest: null, upserted, removed: [] });
  }
}

/**
 * Listens for as long as the page is open; where the connection breaks, again. Resolves once it listens for the first
 * time, or could not. `EventSource` sends no header, so the stream is read by hand.
 */
function listen(token: string, listeners: Listeners): Promise<void> {
  return new Promise((begun) => {
    void keepListening(token, listeners, begun);
  });
}

async function keepListening(token: string, listeners: Listeners, begun: () => void): Promise<void> {
  let wait = FIRST_RETRY_MS;
  for (let isFirst = true; ; isFirst = false) {
    const response = await openStream(token);
    begun();
    if (response !== null) {
      wait = FIRST_RETRY_MS;
      if (!isFirst) listeners.tellMissed();
      await readEvents(response, (event, data) => listeners.tell(event, JSON.parse(data)));
      listeners.tellMissed();
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  }
}

async function openStream(token: string): Promise<ReadableStream<string> | null> {
  try {
    const response = await fetch('/api/events', { headers: { authorization: `Bearer ${token}` } });
    return response.ok && response.body !== null ? response.body.pipeThrough(new TextDecoderStream()) : null;
  } catch {
    return null;
  }
}

/** Until the stream ends, in whatever way. */
async function readEvents(stream: ReadableStream<string>, tell: (event: string, data: string) => void): Promise<void> {
  const reader = stream.getReader();
  let unread = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const messages = (unread + part.value).split('\n\n');
      unread = messages.pop() ?? '';
      for (const message of messages) {
        const lines = message.split('\n');
        const field = (name: string): string | null =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
        const [event, data] = [field('event'), field('data')];
        if (event !== null && data !== null) tell(event, data);
      }
    }
  } catch {
    return;
  }
}
