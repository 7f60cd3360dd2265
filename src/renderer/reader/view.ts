import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How the person likes to read. */
interface View {
  /** What Claude keeps for itself is shown as well; each start begins without it. */
  metadata: boolean;
  /** The prompts stand beside the conversation where there is room. */
  outline: boolean;
}

export const useView = create<View>()(
  persist((): View => ({ metadata: false, outline: true }), {
    name: 'ghostlight.reader',
    partialize: ({ outline }) => ({ outline }),
    merge: (saved, view) => ({ ...view, outline: (saved as Partial<View> | null)?.outline !== false }),
  }),
);

export const setMetadata = (metadata: boolean): void => void useView.setState({ metadata });
export const setOutline = (outline: boolean): void => void useView.setState({ outline });
