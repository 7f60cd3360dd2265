import { memo } from 'react';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { EntryContext, FoldKey } from '../../context.ts';
import { MarkdownScope, elements } from './elements.tsx';
import { harmless } from './harmless.ts';
import styles from './markdown.module.css';

interface MarkdownProps {
  text: string;
  context: EntryContext;
  /** Names the folds of what is in it. */
  name: FoldKey;
  /** A person's line ends where they ended it. */
  keepsLines?: boolean;
}

/** Two tildes strike out; one stands before a number more often than not. */
const remarkPlugins = [[remarkGfm, { singleTilde: false }]] as React.ComponentProps<
  typeof ReactMarkdown
>['remarkPlugins'];
const rehypePlugins = [harmless];

/** Addresses are shown and asked about (`AddressLink`), and never stand where a page would load or follow them. */
const asItIs = (address: string): string => address;

/** Markdown as elements of our own. Markup in it is text; nothing in it is loaded or followed. */
export const Markdown = memo(function Markdown({ text, context, name, keepsLines = false }: MarkdownProps) {
  return (
    <MarkdownScope value={{ context, name }}>
      <div className={styles['prose']} data-keeps-lines={keepsLines || undefined} dir="auto">
        <ReactMarkdown
          remarkPlugins={remarkPlugins}
          rehypePlugins={rehypePlugins}
          components={elements}
          urlTransform={asItIs}
        >
          {text}
        </ReactMarkdown>
      </div>
    </MarkdownScope>
  );
});
