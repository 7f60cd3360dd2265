const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const LINK = new RegExp(`#/conversation/(${UUID})(?:/(${UUID}))?(?![0-9a-z-])`, 'i');

/** A conversation, and a line of it where the link speaks of one. */
export interface LinkTarget {
  id: string;
  uuid: string | null;
}

/** Leads to a message from inside the app: pasted into the palette, opened in a served window, pressed in a text. */
export const linkTo = ({ id, uuid }: LinkTarget): string =>
  `${window.location.href.replace(/#.*$/s, '')}#/conversation/${id}${uuid === null ? '' : `/${uuid}`}`;

/** The target of a link that stands in a text; null where there is none. */
export function parseLink(text: string): LinkTarget | null {
  const match = LINK.exec(text);
  return match?.[1] === undefined ? null : { id: match[1].toLowerCase(), uuid: match[2]?.toLowerCase() ?? null };
}
