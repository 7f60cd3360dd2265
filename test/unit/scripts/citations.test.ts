import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { anchorsOf, findFaults } from '../../../scripts/citations.ts';

const formats = {
  path: 'docs/formats/claude-desktop.md',
  text: '# Claude\n\n## 2. Records\n\n### 2.4 Shapes\n\n(a) one\n(b) two\n\n## 7. Loss modes\n\n| # | Mode |\n|---|---|\n| 15 | old |\n| 16 | link |\n',
};
const design = { path: 'docs/design.md', text: '# Design\n\n## What must always hold\n\n1. First.\n2. Second.\n' };

/** What is said about one line of code beside a small page of formats and a small design. */
const saidOf = (text: string, path = 'src/engine/x.ts'): string[] =>
  findFaults([formats, design, { path, text }], (asked) => asked === 'src/engine').map(({ message }) => message);

describe('the check of citations', () => {
  test('takes a section, several of them, a letter, a row and a rule that exist', () => {
    const cited = [
      'docs/formats/claude-desktop.md 2.4',
      'docs/formats/claude-desktop.md 2, 2.4b and 7',
      'docs/formats/claude-desktop.md 7, rows 15 and 16',
      'docs/design.md rules 1 and 2',
      'docs/design.md',
    ];
    for (const citation of cited) expect(saidOf(`/** A fact (${citation}). */`)).toEqual([]);
  });

  test.each([
    ['a section', 'docs/formats/claude-desktop.md 2.5', 'docs/formats/claude-desktop.md has no 2.5'],
    ['the second of two', 'docs/formats/claude-desktop.md 2.4 and 9', 'docs/formats/claude-desktop.md has no 9'],
    ['a letter', 'docs/formats/claude-desktop.md 2.4c', 'docs/formats/claude-desktop.md has no 2.4c'],
    ['a row', 'docs/formats/claude-desktop.md 7, row 17', 'docs/formats/claude-desktop.md has no 7 row 17'],
    ['a rule', 'docs/design.md rule 3', 'docs/design.md has no rule 3'],
    ['a page', 'docs/formats/cowork.md 1', 'there is no docs/formats/cowork.md'],
  ])('names a citation of %s that does not exist', (_what, citation, message) => {
    expect(saidOf(`/** A fact (${citation}). */`)).toEqual([message]);
  });

  test('follows a citation over the end of a line of a comment', () => {
    expect(saidOf('/**\n * A fact (docs/formats/claude-desktop.md\n * 2.4 and\n * 2.9).\n */')).toEqual([
      'docs/formats/claude-desktop.md has no 2.9',
    ]);
  });

  test.each(['claude-desktop.md, section 2.4', 'section 2.4', 'DESIGN, invariant 2', 'formats/claude-desktop.md'])(
    'refuses "%s", which names no page by its path',
    (citation) => {
      expect(saidOf(`/** A fact (${citation}). */`)[0]).toContain('names no page');
    },
  );

  test('lets a page of formats speak of its own sections, and only of those it has', () => {
    const page = { ...formats, text: `${formats.text}\nAs in section 2.4, unlike section 3.\n` };
    expect(findFaults([page], () => true)).toEqual([{ path: page.path, line: 17, message: 'this page has no 3' }]);
  });

  test('names a path in a document that leads nowhere, unless its line says that it is coming', () => {
    expect(saidOf('See `src/engine` and `src/nowhere`.', 'docs/guide.md')).toEqual(['there is no src/nowhere']);
    expect(saidOf('`src/nowhere` is coming.', 'docs/guide.md')).toEqual([]);
  });

  test('tells the line of a fault', () => {
    const text = 'one\ntwo\ndocs/design.md rule 9\n';
    expect(findFaults([design, { path: 'README.md', text }], () => true)).toEqual([
      { path: 'README.md', line: 3, message: 'docs/design.md has no rule 9' },
    ]);
  });

  test('finds every kind of anchor in a page', () => {
    expect([...anchorsOf(formats.text)]).toEqual(['2', '2.4', '2.4a', '2.4b', '7', '7 row 15', '7 row 16']);
    expect([...anchorsOf(design.text)]).toEqual(['rule 1', 'rule 2']);
  });
});

/** Runs `npm run docs` over a small repository. */
function checkRepository(files: Record<string, string>): { status: number | null; said: string } {
  const root = mkdtempSync(join(tmpdir(), 'ghostlight-docs-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  spawnSync('git', ['init', '--quiet'], { cwd: root });
  const script = resolve('scripts/check-docs.ts');
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
  return { status, said: stderr };
}

describe('npm run docs', () => {
  const pages = { [formats.path]: formats.text, [design.path]: design.text };

  test('ends with 1 and names the file and line of a citation that leads nowhere', () => {
    const { status, said } = checkRepository({ ...pages, 'src/a.ts': '// docs/formats/claude-desktop.md 2.5\n' });
    expect(said).toBe('src/a.ts:1: docs/formats/claude-desktop.md has no 2.5\n');
    expect(status).toBe(1);
  });

  test('ends with 0 and says nothing where every citation leads somewhere', () => {
    const { status, said } = checkRepository({ ...pages, 'src/a.ts': '// docs/formats/claude-desktop.md 2.4\n' });
    expect(said).toBe('');
    expect(status).toBe(0);
  });
});
