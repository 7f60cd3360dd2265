/** The one place that the window shows: a scheme of our own, so that nothing is read through `file:` or the network. */
export const SCHEME = 'ghostlight';
export const ORIGIN = `${SCHEME}://app`;
export const START_PAGE = `${ORIGIN}/`;

export function isOwnUrl(url: string): boolean {
  const { protocol, host } = URL.parse(url) ?? {};
  return protocol === `${SCHEME}:` && host === 'app';
}
