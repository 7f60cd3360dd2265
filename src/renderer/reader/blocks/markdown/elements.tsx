import type { Element } from 'hast';
import { Image, Square, SquareCheck } from 'lucide-react';
import { createContext, use, type ReactNode } from 'react';
import type { Components } from 'react-markdown';
import { t } from '../../../strings/index.ts';
import { IconGlyph } from '../../../ui/index.ts';
import type { EntryContext, FoldKey } from '../../context.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { Scroller } from '../parts/scroller.tsx';
import { AddressLink } from './address-link.tsx';
import styles from './markdown.module.css';

/** Where a piece of markdown stands: for what it can do and what its folds are called. */
const Scope = createContext<{ context: EntryContext; name: FoldKey } | null>(null);
export const MarkdownScope = Scope;

/** What stands for the elements of markdown that could do something, or that need a frame. */
export const elements: Components = {
  a: ({ href, children }) => <Link address={href ?? ''}>{children}</Link>,
  img: ({ src, alt }) => <Picture address={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  pre: ({ node }) => <Fence node={node} />,
  input: ({ checked }) => <Tick checked={checked === true} />,
  table: ({ children }) => (
    <Scroller label={t.blocks.table}>
      <table>{children}</table>
    </Scroller>
  ),
};

function Link({ address, children }: { address: string; children: ReactNode }) {
  const scope = use(Scope);
  if (scope === null) return children;
  return (
    <AddressLink address={address} onOpen={scope.context.openLink}>
      {children}
    </AddressLink>
  );
}

/** A picture from elsewhere is never asked for: its words and its address stand in its place. */
function Picture({ address, alt }: { address: string; alt: string }) {
  return (
    <span className={styles['picture']} title={t.blocks.imageElsewhere}>
      <IconGlyph icon={Image} size="s" />
      <span>
        {alt !== '' && <span>{alt} </span>}
        <span className={styles['address']}>{shortened(address)}</span>
      </span>
    </span>
  );
}

/** Pictures may stand in the address itself, megabytes of it. */
const LONGEST = 300;
const shortened = (address: string): string => (address.length > LONGEST ? `${address.slice(0, LONGEST)}…` : address);

function Fence({ node }: { node: Element | undefined }) {
  const scope = use(Scope);
  const code = node?.children.find((child) => child.type === 'element');
  if (scope === null || code === undefined) return null;
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  const language = languageOf(code);
  return (
    <CodeBlock
      context={scope.context}
      name={`${scope.name}:code${node?.position?.start.offset ?? 0}`}
      excerpt={{ text, length: text.length, part: null }}
      language={language}
      label={language ?? t.blocks.code}
    />
  );
}

function languageOf({ properties: { className } }: Element): string | null {
  const named = Array.isArray(className) ? className.find((name) => name.startsWith('language-')) : undefined;
  return named === undefined ? null : named.slice('language-'.length);
}

function Tick({ checked }: { checked: boolean }) {
  return (
    <span className={styles['tick']} data-done={checked || undefined} role="img" aria-label={wordFor(checked)}>
      <IconGlyph icon={checked ? SquareCheck : Square} size="s" />
    </span>
  );
}

const wordFor = (checked: boolean): string => (checked ? t.blocks.done : t.blocks.open);
