import sanitize from 'sanitize-filename';

/** How long a name may be without its ending, in bytes of UTF-8: it fits everywhere, with room for ` (12)-files`. */
const LONGEST = 120;

/** In UTF-16 units; what is behind them does not get into a name. */
const MOST_LOOKED_AT = 1000;

/** What no system can show, or what shows a name other than it is; but not what joins emoji and letters. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
/** Devices of Windows, whatever ending they have, also behind spaces; sanitize-filename knows the usual ones. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

/** A title as a file name without its ending, for every platform; `instead` where nothing is left of it. */
export function fileNameOf(title: string, instead: string): string {
  const seen = title.slice(0, MOST_LOOKED_AT).toWellFormed().normalize('NFC').replace(UNSEEN, ' ');
  const name = trimmed(cut(trimmed(sanitize(seen, { replacement: ' ' }))));
  if (name === '') return instead;
  return DEVICE.test(name) ? `_${name}` : name;
}

/** Neither hidden, nor of a form that Windows changes by itself. */
const trimmed = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .replace(/^[\s.\u200C\u200D]+/, '')
    .replace(/[\s.\u200C\u200D]+$/, '');

/** Between what a person takes for characters. */
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

/** Two names that are the same file on some system. */
export const sameName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase();
