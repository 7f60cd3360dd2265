import { EventEmitter } from 'node:events';

export interface InvokeEvent {
  sender: unknown;
  senderFrame: unknown;
  type: 'frame';
}
type Handler = (event: InvokeEvent, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  /** Under Electron's own name for it, so that a test can play a foreign frame in both. */
  readonly _invokeHandlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this._invokeHandlers.has(channel)) throw new Error(`There is a handler for ${channel} already.`);
    this._invokeHandlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this._invokeHandlers.delete(channel);
  }

  async invoke(channel: string, event: InvokeEvent, args: unknown[]): Promise<unknown> {
    const handler = this._invokeHandlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler(event, ...args));
  }
}

export const ipcMain = new IpcMain();
