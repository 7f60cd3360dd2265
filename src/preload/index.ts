import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, EventName, Events, GhostlightApi } from '../shared/contract.ts';

type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();
/** What a menu asked for before the page was listening. */
const early: unknown[] = [];

ipcRenderer.on('ghostlight:event', (_event, name: string, payload: unknown) => {
  const told = listeners.get(name);
  if (told === undefined || told.size === 0) {
    if (name === 'command') early.push(payload);
    return;
  }
  for (const listener of told) listener(payload);
});

const api: GhostlightApi = {
  // What is asked is checked on the other side, where a page cannot reach.
  ask: async (operation, request) =>
    (await ipcRenderer.invoke('ghostlight:ask', operation, request)) as Answer<typeof operation>,
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => {
    const told = listeners.get(event) ?? new Set<Listener>();
    listeners.set(event, told);
    const tell: Listener = (payload) => listener(payload as Events[E]);
    told.add(tell);
    if (event === 'command') for (const payload of early.splice(0)) tell(payload);
    return () => void told.delete(tell);
  },
};

contextBridge.exposeInMainWorld('ghostlight', api);
