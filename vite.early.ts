import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Has the page fetch a chunk and its styles from the first on, beside the script that will import them later. */
export const fetchEarly = (chunk: string): Plugin => ({
  name: 'ghostlight:fetch-early',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle).flatMap((file): HtmlTagDescriptor[] => {
        if (file.type !== 'chunk' || file.name !== chunk) return [];
        const styles = [...(file.viteMetadata?.importedCss ?? [])];
        return [link(file.fileName, { rel: 'modulepreload' }), ...styles.map((name) => link(name, STYLE))];
      }),
  },
});

// A stylesheet of its own would keep the script waiting.
const STYLE = { rel: 'preload', as: 'style' };

const link = (file: string, attrs: HtmlTagDescriptor['attrs']): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...attrs, crossorigin: true, href: `./${file}` },
  injectTo: 'head',
});
