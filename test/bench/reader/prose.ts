import { deflateSync, crc32 } from 'node:zlib';
import type { Random } from '../random.ts';

/** Texts as a person and a model write them, the same on every run. */
export class Prose {
  readonly #random: Random;
  /** Everything is made this much longer or shorter. */
  scale = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  words(length: number): string {
    const text = this.#random.text(Math.max(8, Math.round(length * this.scale)));
    return text.replaceAll('\\n', ' ').trim();
  }

  lines(count: number, length = 60): string {
    return Array.from({ length: this.some(count) }, () => this.words(length / this.scale)).join('\n');
  }

  code(count: number): string {
    return Array.from({ length: this.some(count) }, (_, i) => {
      const indent = '  '.repeat(i % 4);
      return `${indent}const ${this.words(14 / this.scale).replace(/\W+/g, '_')}_${i} = tide(${this.#random.below(999)});`;
    }).join('\n');
  }

  /** Paragraphs, and now and then a heading, a list, a table or code. */
  markdown(length: number): string {
    const parts = [this.words(length / 2)];
    const kind = this.#random.below(12);
    if (kind === 0) parts.unshift(`## ${this.words(30 / this.scale)}`);
    if (kind < 3)
      parts.push(`- ${this.words(50)}\n- **${this.words(20)}** ${this.words(40)}\n- [ ] \`${this.words(10)}\``);
    if (kind === 3) parts.push(this.#table());
    if (kind === 4 || kind === 5) parts.push(`\`\`\`ts\n${this.code(8)}\n\`\`\``);
    if (kind === 6) parts.push(`1. ${this.words(40)}\n2. ${this.words(40)} 灯がついています 🏮`);
    parts.push(this.words(length / 3));
    return parts.join('\n\n');
  }

  some(count: number): number {
    return Math.max(1, Math.round(count * this.scale));
  }

  #table(): string {
    const row = (): string => `| ${this.words(12)} | ${this.#random.below(1000)} | ${this.words(8)} |`;
    return `| quay | boats | light |\n| --- | ---: | :-: |\n${Array.from({ length: 4 }, row).join('\n')}`;
  }
}

/** A picture of so many pixels a side, as base64 of a PNG. */
export function picture(random: Random, side: number): string {
  const rows = Array.from({ length: side }, () => {
    return Buffer.from([0, ...Array.from({ length: side * 3 }, () => random.below(256))]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]).toString('base64');
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
