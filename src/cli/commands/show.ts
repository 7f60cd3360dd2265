import { once } from 'node:events';
import type { Session } from '../../shared/model.ts';
import { openConversation } from '../../engine/transfer/open.ts';
import { readOut, type Said } from '../../engine/transfer/readout.ts';
import { formatBytes, formatMoment } from '../amounts.ts';
import { findSession, type Context } from '../context.ts';
import { foldLines, say } from '../layout.ts';
import { paint, plain, plural, print } from '../output.ts';
import { startProgress } from '../progress.ts';
import { STATUSES } from '../words.ts';

export async function showCommand({ engine, json }: Context, id: string): Promise<void> {
  const progress = startProgress('Reading conversations');
  const scan = await engine.scan({ onProgress: progress.report }).finally(progress.end);
  const session = findSession(scan.sessions, id);
  if (json) await showJson(session);
  else await showText(session);
}

async function* entriesOf({ transcript }: Session): AsyncGenerator<Said> {
  if (transcript === null) return;
  const { source } = await openConversation(transcript, () => undefined);
  try {
    yield* readOut(source);
  } finally {
    source.close();
  }
}

/** Entry by entry: a conversation can be larger than what a process may hold. */
async function showJson(session: Session): Promise<void> {
  await write(`{"schema":1,"session":${JSON.stringify(session)},"conversation":[`);
  let separator = '';
  for await (const entry of entriesOf(session)) {
    if (!(await write(separator + JSON.stringify(entry)))) return;
    separator = ',';
  }
  await write(']}\n');
}

const SPEAKERS: Readonly<Record<Said['kind'], string>> = {
  prompt: paint.cyan('You'),
  reply: paint.yellow('Claude'),
  tool: paint.dim('  ▸'),
  note: paint.dim('—'),
};

/** What is said stands below who says it; tools that follow one another stand close. */
function blockOf({ kind, text }: Said, before: Said['kind'] | null): string {
  const gap = before === null || (kind === 'tool' && before === 'tool') ? '' : '\n';
  const said = kind === 'prompt' || kind === 'reply' ? `${SPEAKERS[kind]}\n${text}` : `${SPEAKERS[kind]} ${text}`;
  return `${gap}${foldLines(said)}\n`;
}

async function showText(session: Session): Promise<void> {
  const { title, cwd, createdAt, lastActivityAt, turns, bytes, model, id, status, explanation, advice } = session;
  say(paint.bold(plain(title)));
  say(`${plain(cwd ?? 'folder unknown')}, ${formatMoment(createdAt)} – ${formatMoment(lastActivityAt)}`);
  say(`${plural(turns, 'prompt', 'prompts')}, ${formatBytes(bytes)}, ${plain(model ?? 'model unknown')}, ${id}`);
  say(`${STATUSES[status]}: ${plain(explanation)}`);
  if (advice !== null) say(plain(advice));
  print();
  let before: Said['kind'] | null = null;
  for await (const entry of entriesOf(session)) {
    if (!(await write(blockOf(entry, before)))) return;
    before = entry.kind;
  }
}

/** Waits where the reader is slower than the disk. False once nobody reads any more. */
async function write(text: string): Promise<boolean> {
  const { stdout } = process;
  if (stdout.errored !== null) return false;
  if (stdout.write(text)) return true;
  try {
    await once(stdout, 'drain');
    return true;
  } catch {
    return false;
  }
}
