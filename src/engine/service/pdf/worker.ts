import { parentPort } from 'node:worker_threads';
import { Drawing } from '../../pdf/drawing.ts';
import type { DrawOrder } from './thread.ts';

/** Documents in a thread of their own, which can be ended in the middle of whatever a document makes it do. */
if (parentPort !== null) run(parentPort);

function run(port: NonNullable<typeof parentPort>): void {
  const drawing = new Drawing();
  port.on('message', ({ document, page, size }: DrawOrder) => {
    const bytes = document === null ? null : Buffer.from(document, 'base64');
    void drawing.draw(bytes, page, size).then((answer) => port.postMessage(answer));
  });
}
