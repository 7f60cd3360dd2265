import sanitize from 'sanitize-filename';

/**
 * The longest name, in bytes of UTF-8 and without its ending. It fits every file system, with room for ` (12)-files`.
 */
const LONGEST = 120;

/** In UTF-16 units. The rest of a longer title is ignored. */
const MOST_LOOKED_AT = 1000;

/**
 * Characters that no system shows, or that make a name look different from what it is. The two that join emoji and
 * letters are allowed.
 */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
/**
 * Device names of Windows, with any ending, also if spaces come before the dot. sanitize-filename knows the usual ones
 * only.
 */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

/**
 * Turns a title into a file name for every platform, without an ending. Returns `instead` if nothing is left of the
 * title.
 */
export function fileNameOf(title: string, instead: string): string {
  const seen = title.slice(0, MOST_LOOKED_AT).toWellFormed().normalize('NFC').replace(UNSEEN, ' ');
  const name = trimmed(cut(trimmed(sanitize(seen, { replacement: ' ' }))));
  if (name === '') return instead;
  return DEVICE.test(name) ? `_${name}` : name;
}

/** Removes leading dots, which hide a file, and trailing dots and spaces, which Windows removes by itself. */
const trimmed = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .replace(/^[\s.\u200C\u200D]+/, '')
    .replace(/[\s.\u200C\u200D]+$/, '');

/** Cuts between characters as a person sees them. */
function cut(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > LONGEST) break;
    kept += segment;
  }
  return kept;
}

/** `name`, `name (2)`, `name (3)` … */
export function* numbered(name: string): Generator<string> {
  yield name;
  for (let n = 2; ; n += 1) yield `${name} (${n})`;
}

/** Names with the same key are the same file on some system. */
export const sameName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase();
