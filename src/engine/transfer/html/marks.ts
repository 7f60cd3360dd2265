/** A sign for the eye, and a word for screen readers. */
export const marked = (mark: string, said: string): string =>
  `<span class="mark" aria-hidden="true">${mark}</span><span class="heard">${said}:</span>`;

export const TASKS = {
  open: marked('☐', 'open'),
  doing: marked('◐', 'in progress'),
  done: marked('☑', 'done'),
} as const;
