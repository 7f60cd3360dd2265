import type { ReaderFacts } from '../../../../shared/reading.ts';
import { isObject } from '../../../files.ts';
import { timeOf } from '../../line.ts';
import type { Line } from '../../line.ts';
import { promptText } from '../pieces/of-text.ts';
import { at } from '../views/shapes.ts';
import { paragraph } from '../views/words.ts';

interface Queued {
  /** Empty for Claude Code's own notices, which queue as well. */
  text: string;
  at: number | null;
}

const MOST = 1000;
const MOST_TOLD = 20;

/**
 * What the person typed while Claude worked (docs/formats/transcripts.md 1.1 and 1.2). What was taken up stands in the
 * file as a message; where Claude Code ended before that, the line that queued it is the only place that has the words.
 */
export class Queue {
  #waiting: Queued[] = [];

  see(line: Line): void {
    if (line['type'] === 'queue-operation') this.#seeOperation(line);
    else if (this.#waiting.length > 0) this.#takeOut(promptText(saidIn(line)));
  }

  /** What was never taken up, as far as the file tells; of very many the last. */
  list(): ReaderFacts['queued'] {
    const typed = this.#waiting.filter(({ text }) => text !== '').slice(-MOST_TOLD);
    return typed.map(({ text, at }) => ({ text: paragraph(text), at }));
  }

  #seeOperation(line: Line): void {
    const { operation, content } = line;
    const text = promptText(content);
    if (operation === 'enqueue' && this.#waiting.length < MOST) this.#waiting.push({ text, at: timeOf(line) });
    if (operation === 'popAll') this.#waiting = [];
    // Which one it is stands there only in some versions.
    if ((operation === 'dequeue' || operation === 'remove') && !this.#takeOut(text)) this.#waiting.shift();
  }

  /** Also where no operation says so: it stands in the file as a message. */
  #takeOut(text: string): boolean {
    const place = text === '' ? -1 : this.#waiting.findIndex((one) => one.text === text);
    if (place >= 0) this.#waiting.splice(place, 1);
    return place >= 0;
  }
}

/** What a line may say in the person's name; undefined for every other line. */
function saidIn(line: Line): unknown {
  if (line['type'] === 'user') return at(line['message'], 'content');
  const { attachment } = line;
  return isObject(attachment) && attachment['type'] === 'queued_command' ? attachment['prompt'] : undefined;
}
