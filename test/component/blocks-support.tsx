import '../../src/renderer/base.css';
import { cleanup, render } from 'vitest-browser-react';
import { page } from 'vitest/browser';
import type { ReaderEntry, ReaderPage, ReaderPart } from '../../src/shared/reading.ts';
import type { EntryContext } from '../../src/renderer/reader/context.ts';
import { EntryView } from '../../src/renderer/reader/blocks/index.ts';
import { FoldStore } from '../../src/renderer/reader/folds.ts';
import { TooltipProvider } from '../../src/renderer/ui/index.ts';
import { pageOf, partOf } from './blocks-entries.ts';

/** What the entries asked of what is around them. */
export interface Around {
  context: EntryContext;
  folds: FoldStore;
  opened: string[];
  copied: string[];
  parts: string[];
  /** Pages that were drawn: `<part> <page> <size>`. */
  pages: string[];
}

export function makeAround(
  readPart: (part: string) => ReaderPart | Promise<ReaderPart> = partOf,
  drawPage: (part: string, page: number) => ReaderPage | Promise<ReaderPage> = pageOf,
): Around {
  const [opened, copied, parts, pages]: string[][] = [[], [], [], []];
  const folds = new FoldStore();
  const around = { opened: opened ?? [], copied: copied ?? [], parts: parts ?? [], pages: pages ?? [] };
  const context: EntryContext = {
    sessionId: '00000000-0000-4000-8000-000000000000',
    isAgent: false,
    readPart: async (part) => {
      around.parts.push(part);
      return readPart(part);
    },
    readPage: async (part, page, size) => {
      around.pages.push(`${part} ${page} ${size}`);
      return drawPage(part, page);
    },
    folds,
    renderAgent: (agent) => <p>The conversation of {agent}</p>,
    openLink: (url) => around.opened.push(url),
    copy: (text) => around.copied.push(text),
    copyLink: () => undefined,
  };
  return { ...around, context, folds };
}

interface Options {
  width?: number;
  theme?: 'light' | 'dark';
  around?: Around;
}

/** Entries one under the other, as the reader places them. */
export async function showEntries(
  entries: readonly ReaderEntry[],
  { width = 760, theme = 'light', around = makeAround() }: Options = {},
): Promise<Around> {
  await cleanup();
  await page.viewport(width, 900);
  document.documentElement.dataset['theme'] = theme;
  document.body.style.overflow = 'auto';
  await render(
    <TooltipProvider>
      <main
        style={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gap: 16,
          padding: 24,
          background: 'var(--surface)',
        }}
      >
        <h1>A conversation</h1>
        <h2>Its entries</h2>
        {entries.map((entry) => (
          <article key={entry.entry} data-entry={entry.entry}>
            <EntryView entry={entry} context={around.context} />
          </article>
        ))}
      </main>
    </TooltipProvider>,
  );
  return around;
}
