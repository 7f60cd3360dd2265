/** PDF files written by hand: as small as they can be, and as odd as they may come. */

export interface PageSpec {
  text?: string;
  /** In points; 200 × 300 unless said. */
  width?: number;
  height?: number;
  /** Drawn before the text, as PDF writes it. */
  content?: string;
}

/** The number of an object is its place; 1 is the catalogue, 2 the list of pages, 3 the typeface. */
export function makePdf(pages: readonly PageSpec[], trailer = '', more: readonly string[] = []): Buffer {
  const first = 4 + more.length;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`);
  return fileOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ...more,
      ...pages.flatMap((page, index) => pageObjects(page, first + index * 2 + 1, more.length > 0)),
    ],
    trailer,
  );
}

export const pdfOf = (...texts: string[]): Buffer => makePdf(texts.map((text) => ({ text })));

/** It opens with a password alone, which nobody knows. */
export function lockedPdf(): Buffer {
  const lock = `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'a1'.repeat(32)}> /U <${'b2'.repeat(32)}> >>`;
  return makePdf([{ text: 'Secret' }], `/Encrypt ${lock} /ID [<${'c3'.repeat(16)}> <${'c3'.repeat(16)}>]`);
}

/** A drawing in which each part draws the next one twenty times: a few kilobytes that fill any memory. */
export function swellingPdf(): Buffer {
  const depth = 12;
  const forms = Array.from({ length: depth }, (_, n) => {
    const draw = n === depth - 1 ? '0 0 9 9 re f\n' : '/Next Do\n';
    const resources = `<< /XObject << /Next ${4 + n + 1} 0 R >> >>`;
    return streamOf(draw.repeat(20), `/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources ${resources}`);
  });
  return makePdf([{ content: '/Next Do\n' }], '', forms);
}

/** A page that is painted over so often that nobody sees the end of it. */
export const endlessPdf = (): Buffer => makePdf([{ content: '0 0 200 300 re f\n'.repeat(200_000) }]);

function pageObjects({ text = '', width = 200, height = 300, content = '' }: PageSpec, own: number, more: boolean) {
  const words = `BT /F1 18 Tf 20 ${height / 2} Td (${text}) Tj ET\n`;
  const resources = `<< /Font << /F1 3 0 R >>${more ? ' /XObject << /Next 4 0 R >>' : ''} >>`;
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${own} 0 R /Resources ${resources} >>`,
    streamOf(content + words),
  ];
}

const streamOf = (body: string, keys = ''): string =>
  `<< ${keys} /Length ${body.length} >>\nstream\n${body}\nendstream`;

/** Each object where the table at the end says; a letter is a byte. */
function fileOf(objects: readonly string[], trailer: string): Buffer {
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer\n<< /Size ${places.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + end, 'latin1');
}
