import { createHash } from 'node:crypto';

/** The signed-in account of every made-up home, and its two organizations. */
export const ACCOUNT = '2f6d8a10-5c3e-4b71-9a04-1d7c0e5b8f21';
export const ORGANIZATION = '9b14c7e2-0d5a-4f38-8e66-73a1f2c4d905';
export const SECOND_ORGANIZATION = 'c03e51f8-7b2d-4960-a1d4-5e8f6b9a2c73';
/** Another account that was signed in here before, and its organization. */
export const OTHER_ACCOUNT = '5ae07b93-1f46-4c82-b7d9-80c2e4a6f135';
export const OTHER_ORGANIZATION = 'e871d2a4-6c09-4b5f-93e0-2b4d6f8a1c57';

/** Uuids (version 4 in form) that are the same in every run, so that a failure can be read and repeated. */
export function idSource(seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256').update(`${seed}:${count}`).digest('hex');
    const variant = '89ab'.charAt(count % 4);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20, 32),
    ].join('-');
  };
}
