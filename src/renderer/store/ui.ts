import type { Include } from '../../shared/model.ts';

/** What floats over the window; one at a time. Each sheet shows itself where its kind is up, and closes by `closeSheet`. */
export type SheetState =
  | {
      kind: 'restore';
      /** Null for all that are missing. */
      ids: string[] | null;
      include: Include[];
    }
  /** Null for the last restore that can be undone. */
  | { kind: 'undo'; receipt: string | null }
  /** Conversations as files. */
  | { kind: 'export'; ids: string[] }
  | { kind: 'settings' }
  | { kind: 'shortcuts' }
  | { kind: 'palette' };
