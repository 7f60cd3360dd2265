import { core } from './en.ts';
import { blocks } from './en-blocks.ts';
import { exporting } from './en-export.ts';
import { reader } from './en-reader.ts';
import { sheets } from './en-sheets.ts';

/** Every word that the window says, in one typed catalogue: `t.list.name`, `t.overview.restoreAll(12)`. */
export const t = { ...core, ...sheets, ...blocks, ...exporting, ...reader } as const;

export * from './format.ts';
