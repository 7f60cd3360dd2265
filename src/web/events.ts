import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { Emit } from '../engine/service/options.ts';

/** A face that reads so slowly is cut off; it comes back and asks for the whole state. */
const MOST_UNREAD = 64 * 1024 * 1024;
/** A connection that nobody holds any more is found out by writing to it. */
const HEARTBEAT_MS = 20_000;

/** Pushes events to every page that listens, as server-sent events: the event's name and its payload as JSON. */
export class EventHub {
  readonly #listeners = new Set<Listener>();

  readonly emit: Emit = (event, payload) => {
    if (this.#listeners.size === 0) return;
    const data = JSON.stringify(payload);
    for (const listener of this.#listeners) listener.send(event, data);
  };

  /** The stream of one page, open until it goes. It begins with a comment, so that the page knows that it listens. */
  listen(c: Context): Response {
    return streamSSE(c, async (stream) => {
      const listener = new Listener(stream);
      this.#listeners.add(listener);
      try {
        await listener.stay();
      } finally {
        this.#listeners.delete(listener);
      }
    });
  }

  /** Ends every stream. */
  close(): void {
    for (const listener of this.#listeners) listener.end();
  }
}

class Listener {
  readonly #stream: SSEStreamingApi;
  #unread = 0;

  constructor(stream: SSEStreamingApi) {
    this.#stream = stream;
  }

  send(event: string, data: string): void {
    this.#unread += data.length;
    if (this.#unread > MOST_UNREAD) return this.end();
    void this.#stream.writeSSE({ event, data }).then(() => {
      this.#unread -= data.length;
    });
  }

  async stay(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.#stream.onAbort(resolve));
    void this.#stream.write(': hello\n\n');
    const heartbeat = setInterval(() => void this.#stream.write(': \n\n'), HEARTBEAT_MS);
    await gone;
    clearInterval(heartbeat);
  }

  end(): void {
    this.#stream.abort();
  }
}
