/** Where Ghostlight opens a browser: Claude's help, its documentation, and the public reports of its faults. */
export const knownSites = ['https://support.claude.com', 'https://code.claude.com', 'https://github.com'] as const;
