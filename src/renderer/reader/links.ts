const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const LINK = new RegExp(`#/conversation/(${UUID})((?:/${UUID}){0,9})(?![0-9a-z-])`, 'i');

/** A conversation, and the way to a message of it where the link speaks of one. */
export interface LinkTarget {
  id: string;
  /** Uuids of lines. All but the last are calls of subagents, each in the conversation of the one before it. */
  path: readonly string[];
}

/** Leads to a message from inside the app: pasted into the palette, opened in a served window, pressed in a text. */
export const linkTo = ({ id, path }: LinkTarget): string =>
  `${window.location.href.replace(/#.*$/s, '')}#/conversation/${[id, ...path].join('/')}`;

/** The target of a link that stands in a text; null where there is none. */
export function parseLink(text: string): LinkTarget | null {
  const [, id, path] = LINK.exec(text.toLowerCase()) ?? [];
  return id === undefined ? null : { id, path: path?.split('/').slice(1) ?? [] };
}
