import { useEffect, useState } from 'react';
import type { Media } from '../../../../shared/reading.ts';
import type { EntryContext } from '../../context.ts';
import { addressOf } from './address.ts';

/** The picture is on its way, there under an address of this page's own, or not to be had. */
export type Picture = { is: 'loading' } | { is: 'ready'; url: string } | { is: 'failed' };

interface Got {
  part: string;
  picture: Picture;
}

/** A picture out of the transcript. Its address holds for as long as the caller is mounted. */
export function usePicture({ readPart }: EntryContext, { part }: Media): Picture {
  const [got, setGot] = useState<Got | null>(null);
  useEffect(() => {
    if (part === null) return;
    let url: string | null = null;
    let stopped = false;
    const take = (picture: Picture): void => {
      if (!stopped) setGot({ part, picture });
    };
    readPart(part).then(
      (answer) => {
        if (stopped) return;
        if (answer.is !== 'media' || !answer.mediaType.startsWith('image/')) return take({ is: 'failed' });
        url = addressOf(answer.data, answer.mediaType);
        take(url === null ? { is: 'failed' } : { is: 'ready', url });
      },
      () => take({ is: 'failed' }),
    );
    return () => {
      stopped = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [part, readPart]);
  if (part === null) return { is: 'failed' };
  return got?.part === part ? got.picture : { is: 'loading' };
}
