/** Calls in both directions between the test and the process of the app, over the channel of `child_process.fork`. */

type Message =
  | { kind: 'call'; id: number; name: string; args: unknown[] }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; message: string };

export type Calls = Record<string, (...args: never[]) => unknown>;
type Args<C extends Calls, K extends keyof C> = Parameters<C[K]>;

export interface Channel {
  send: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
}

export interface Wire<Remote extends Calls> {
  call: <K extends keyof Remote & string>(name: K, ...args: Args<Remote, K>) => Promise<Awaited<ReturnType<Remote[K]>>>;
  /** Every call under way fails, and every later one. */
  cut: (why: string) => void;
}

export function openWire<Remote extends Calls>(channel: Channel, local: Calls): Wire<Remote> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  let cutBy: string | null = null;

  const serve = async ({ id, name, args }: Message & { kind: 'call' }): Promise<void> => {
    try {
      const handler = local[name] as ((...args: unknown[]) => unknown) | undefined;
      if (handler === undefined) throw new Error(`${name} is not known here`);
      channel.send({ kind: 'done', id, value: await handler(...args) });
    } catch (error) {
      channel.send({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  };
  channel.onMessage((received) => {
    const message = received as Message;
    if (message.kind === 'call') return void serve(message);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'done') asked?.resolve(message.value);
    else asked?.reject(new Error(message.message));
  });

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (cutBy !== null) return reject(new Error(cutBy));
        const id = next++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        channel.send({ kind: 'call', id, name, args });
      }),
    cut: (why) => {
      cutBy = why;
      for (const { reject } of waiting.values()) reject(new Error(why));
      waiting.clear();
    },
  };
}
