import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where journals are kept. */
export const receiptsFolder = (stateDir: string): string => join(stateDir, 'receipts');

/** Whether anything was ever begun here: without it there is nothing to finish, to confirm or to undo. */
export const wasEverBegun = (stateDir: string): boolean => existsSync(receiptsFolder(stateDir));
