/** The page's own ground (`--ground` in the renderer's tokens), so that nothing flashes before the page is there. */
export const BACKGROUND = { light: '#f3f4f7', dark: '#0e1014' };
