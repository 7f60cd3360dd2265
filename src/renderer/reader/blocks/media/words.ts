import type { Media } from '../../../../shared/reading.ts';
import { formatSize, t } from '../../../strings/index.ts';

export const words = t.blocks.media;

const kindOf = ({ is, mediaType }: Media): string =>
  is === 'image' ? words.image : mediaType === 'application/pdf' ? words.document : words.other;

export const nameOf = (media: Media): string => media.name ?? kindOf(media);

/** Nobody searches for the name of a picture that can be seen: it is not counted, also where showing it then fails. */
export const isFoundByName = ({ name, is, mediaType, part }: Media): boolean =>
  name !== null && (is !== 'image' || part === null || mediaType?.startsWith('image/') !== true);

interface More {
  pages?: string;
  why?: string;
}

/** What it is, unless that is its name already, and how large. */
export const aboutOf = (media: Media, { pages, why }: More = {}): string =>
  [media.name === null ? undefined : kindOf(media), pages, formatSize(media.bytes), why]
    .filter((part) => part !== undefined)
    .join(' · ');
