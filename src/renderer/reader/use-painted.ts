import { useEffect, useState } from 'react';

/**
 * False until the first screen is painted. Before that, what is out of view is neither drawn nor asked for, and what is
 * in view is drawn at once: there is nothing yet that could stutter.
 */
export function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    // The first comes before the frame is painted, the second after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setPainted(true));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return isPainted;
}
