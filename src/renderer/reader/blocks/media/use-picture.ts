import { useEffect, useState } from 'react';
import type { Media } from '../../../../shared/reading.ts';
import type { EntryContext } from '../../context.ts';

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
        const bytes = bytesOf(answer.data);
        if (bytes === null) return take({ is: 'failed' });
        url = URL.createObjectURL(new Blob([bytes], { type: answer.mediaType }));
        take({ is: 'ready', url });
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

/** Null where it is no base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return null;
  }
}
