import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { isOwnUrl } from './origin.ts';
import type { Ask } from './ask.ts';

/** The one door between page and app. Only the top frame of our own page gets through it. */
export function setupIpc(ask: Ask): void {
  ipcMain.handle('ghostlight:ask', (event, operation: unknown, request: unknown) => {
    if (!isOurPage(event)) {
      return { ok: false, error: { code: 'refused', message: 'Only Ghostlight’s own window may ask.' } };
    }
    return ask(operation, request);
  });
}

function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url);
}
