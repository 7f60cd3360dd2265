/// <reference types="vite/client" />

import type { GhostlightApi } from '../shared/contract.ts';

declare global {
  interface Window {
    /** There in the app; absent where a browser shows the same window over HTTP. */
    readonly ghostlight?: GhostlightApi;
  }
}
