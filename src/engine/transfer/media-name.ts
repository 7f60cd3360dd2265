import type { Media } from '../../shared/reading.ts';
import { formatBytes } from '../format-bytes.ts';

const TYPES: Readonly<Record<NonNullable<Media['mediaType']>, string>> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'application/pdf': 'PDF',
};

/** `Image (PNG, 12 kB)`; its own name instead of `Image` if it has one. */
export function mediaName({ is, name, mediaType, bytes }: Media): string {
  const what = name ?? (is === 'image' ? 'Image' : 'Document');
  const facts = [mediaType === null ? null : TYPES[mediaType], bytes > 0 ? formatBytes(bytes) : null];
  const told = facts.filter((fact) => fact !== null).join(', ');
  return told === '' ? what : `${what} (${told})`;
}
