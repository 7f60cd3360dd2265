/**
 * Checks what the code, the tests and the documents say about other documents: every section that is cited exists, and
 * every file that a document names in code type exists. Links between documents are remark-validate-links' part.
 */

export interface TextFile {
  /** From the root of the repository, with slashes. */
  path: string;
  text: string;
}

export interface Fault {
  path: string;
  /** Counts from 1. */
  line: number;
  message: string;
}

const FORMATS = 'docs/formats/';
const DESIGN = 'docs/design.md';

/** A blank, or the end of a line of a comment and the beginning of the next. */
const GAP = String.raw`(?:[ \t]*\n[ \t]*(?:\*|//|>)?[ \t]*|[ \t]+)`;
const NEXT = `(?:,${GAP}|${GAP}and${GAP}|${GAP}to${GAP})`;
const list = (item: string): string => `${item}(?:${NEXT}${item})*`;
const SECTION = String.raw`\d+(?:\.\d+)*[a-z]?\b`;
const SECTIONS = `(?<sections>${list(SECTION)})(?:,${GAP}rows?${GAP}(?<rows>${list(String.raw`\d+`)}))?`;
const RULES = `rules?${GAP}(?<rules>${list(String.raw`\d+`)})`;

const CITATION = new RegExp(
  String.raw`(?<![\w:/])(?<page>docs/(?:formats/[\w-]+|design)\.md)(?:${GAP}(?:${RULES}|${SECTIONS}))?`,
  'g',
);
/** A page of formats speaks of its own sections. */
const OWN_SECTION = new RegExp(String.raw`\bsections?${GAP}${SECTIONS}`, 'gi');
/** Forms that name no page, or a page by less than its path. */
const UNRESOLVABLE = new RegExp(
  String.raw`(?<!\]\()(?<![/\w-])(?:formats/)?(?:claude-desktop|transcripts)\.md\b(?:,${GAP}sections?${GAP}\d[\d.]*)?|\bDESIGN\b|\balways${GAP}hold,${GAP}\d|\b[Ss]ections?${GAP}\d`,
  'g',
);
const REPOSITORY_PATH = /`((?:src|test|scripts|docs|build|resources|\.ci|\.vscode)\/[\w./@-]*)`/g;

/** All faults of a set of files, in their order. `exists` tells of a path from the root, with slashes. */
export function findFaults(files: readonly TextFile[], exists: (path: string) => boolean): Fault[] {
  const pages = new Map(files.filter(isPage).map(({ path, text }) => [path, anchorsOf(text)]));
  return files.flatMap((file) => [
    ...citationFaults(file, pages),
    ...(file.path.startsWith(FORMATS) ? ownSectionFaults(file, pages) : unresolvableFaults(file)),
    ...(file.path.endsWith('.md') && !file.path.startsWith(FORMATS) ? pathFaults(file, exists) : []),
  ]);
}

const isPage = ({ path }: TextFile): boolean => path === DESIGN || (path.startsWith(FORMATS) && path.endsWith('.md'));

/**
 * What of a page can be cited: `2`, `2.4`, `2.4d` (a paragraph of 2.4 that begins with "(d)"), `7 row 15` (a line of a
 * table that begins with a number) and `rule 3` (an item of a numbered list).
 */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  let section = '';
  for (const line of markdown.split('\n')) {
    const heading = /^#{2,}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) section = /^(\d+(?:\.\d+)*)\.?\s/.exec(heading)?.[1] ?? '';
    const letter = /^\((?<it>[a-z])\) /.exec(line)?.groups?.['it'];
    const row = /^\|\s*(?<it>\d+)\s*\|/.exec(line)?.groups?.['it'];
    const rule = /^(?<it>\d+)\. /.exec(line)?.groups?.['it'];
    if (section !== '') anchors.add(section);
    if (letter !== undefined) anchors.add(`${section}${letter}`);
    if (row !== undefined) anchors.add(`${section} row ${row}`);
    if (rule !== undefined && section === '') anchors.add(`rule ${rule}`);
  }
  return anchors;
}

type Pages = ReadonlyMap<string, ReadonlySet<string>>;

function citationFaults(file: TextFile, pages: Pages): Fault[] {
  return [...file.text.matchAll(CITATION)].flatMap((match) => {
    const page = match.groups?.['page'] ?? '';
    const anchors = pages.get(page);
    if (anchors === undefined) return [fault(file, match, `there is no ${page}`)];
    return missingAnchors(match, anchors).map((anchor) => fault(file, match, `${page} has no ${anchor}`));
  });
}

function ownSectionFaults(file: TextFile, pages: Pages): Fault[] {
  const anchors = pages.get(file.path) ?? new Set();
  return [...file.text.matchAll(OWN_SECTION)].flatMap((match) =>
    missingAnchors(match, anchors).map((anchor) => fault(file, match, `this page has no ${anchor}`)),
  );
}

function missingAnchors({ groups = {} }: RegExpMatchArray, anchors: ReadonlySet<string>): string[] {
  const { sections, rows, rules } = groups;
  const last = numbers(sections).at(-1) ?? '';
  const wanted = [
    ...numbers(sections),
    ...numbers(rows).map((row) => `${last} row ${row}`),
    ...numbers(rules).map((rule) => `rule ${rule}`),
  ];
  return wanted.filter((anchor) => !anchors.has(anchor));
}

const numbers = (text: string | undefined): string[] => text?.match(/\d+(?:\.\d+)*[a-z]?\b/g) ?? [];

function unresolvableFaults(file: TextFile): Fault[] {
  return [...file.text.matchAll(UNRESOLVABLE)].map((match) =>
    fault(
      file,
      match,
      `"${match[0].replace(/[\s*]+/g, ' ')}" names no page: write docs/formats/<page>.md 1.2 or ${DESIGN} rule 3`,
    ),
  );
}

/** In a line that says "coming", a path is a promise. */
function pathFaults(file: TextFile, exists: (path: string) => boolean): Fault[] {
  const lines = file.text.split('\n');
  return [...file.text.matchAll(REPOSITORY_PATH)].flatMap((match) => {
    const path = match[1] ?? '';
    const found = fault(file, match, `there is no ${path}`);
    const isPromise = /\bcoming\b/.test(lines[found.line - 1] ?? '');
    return isPromise || exists(path) ? [] : [found];
  });
}

function fault({ path, text }: TextFile, { index = 0 }: RegExpMatchArray, message: string): Fault {
  return { path, line: text.slice(0, index).split('\n').length, message };
}
