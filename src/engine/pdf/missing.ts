import type { ReaderPage } from '../../shared/reading.ts';

type Missing = Extract<ReaderPage, { is: 'missing' }>;

/** Why there is no picture. `pages`: as far as they could be counted. */
export const missing = (why: Missing['why'], pages = 0): Missing => ({ is: 'missing', why, pages });
