import type { Session } from '../../shared/model.ts';
import { readConversation, type Entry } from '../../engine/transcript/conversation.ts';
import { findSession, type Context } from '../context.ts';
import { formatBytes, formatMoment, paint, plain, plural, print } from '../output.ts';
import { startProgress } from '../progress.ts';
import { STATUSES } from '../words.ts';

export async function showCommand({ engine, json }: Context, id: string): Promise<void> {
  const progress = startProgress('Reading conversations');
  const scan = await engine.scan({ onProgress: progress.report });
  progress.end();
  const session = findSession(scan.sessions, id);
  if (json) await showJson(session);
  else await showText(session);
}

const entriesOf = (session: Session): Iterable<Entry> =>
  session.transcript === null ? [] : readConversation(session.transcript);

/** Entry by entry: a conversation can be larger than what a process may hold. */
async function showJson(session: Session): Promise<void> {
  await write(`{"schema":1,"session":${JSON.stringify(session)},"conversation":[`);
  let separator = '';
  for (const entry of entriesOf(session)) {
    await write(separator + JSON.stringify(entry));
    separator = ',';
  }
  await write(']}\n');
}

const SPEAKERS: Readonly<Record<Entry['kind'], string>> = {
  prompt: paint.cyan('You'),
  reply: paint.yellow('Claude'),
  tool: paint.dim('  ▸'),
  note: paint.dim('—'),
};

async function showText(session: Session): Promise<void> {
  print(paint.bold(plain(session.title)));
  print(
    `${plain(session.cwd ?? 'folder unknown')} · ${formatMoment(session.createdAt)} – ${formatMoment(session.lastActivityAt)}`,
  );
  print(
    `${plural(session.turns, 'prompt', 'prompts')} · ${formatBytes(session.bytes)} · ${session.model ?? 'model unknown'} · ${session.id}`,
  );
  print(`${STATUSES[session.status]}: ${session.explanation}\n`);
  for (const { kind, text } of entriesOf(session)) {
    const isTalk = kind === 'prompt' || kind === 'reply';
    await write(
      isTalk ? `${SPEAKERS[kind]}\n${text}\n\n` : `${SPEAKERS[kind]} ${text}\n${kind === 'note' ? '\n' : ''}`,
    );
  }
}

/** Waits where the reader is slower than the disk. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resume) => process.stdout.once('drain', resume));
}
