import { isObject, stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { blocksOf, readUserLine } from '../../prompt.ts';
import { editorAttachments, machineText, mediaIn, promptText, textOf } from './of-text.ts';
import { otherBlocks } from './other-blocks.ts';
import type { Piece } from './piece.ts';
import { metadata, note } from './piece.ts';

/** What a `user` line says: a prompt, tools' results, or a text of Claude Code (docs/formats/transcripts.md 1.2). */
export function userPieces(line: Line): Piece[] {
  const message = line['message'];
  if (!isObject(message)) return [metadata(line)];
  const { content } = message;
  if (line['isCompactSummary'] === true) return [{ kind: 'summary', text: textOf(content) }];
  const results = resultsIn(content);
  if (results.length > 0) return [...results, ...besideResults(line, content)];
  return saidByPerson(line, content) ?? saidByMachine(line, content);
}

/** Pictures that stand beside results came with the last of them. */
function resultsIn(content: unknown): Piece[] {
  const blocks = blocksOf(content).filter(({ type }) => type === 'tool_result');
  const media = mediaIn(content);
  return blocks.map((block, i) => ({
    kind: 'result',
    id: stringAt(block, 'tool_use_id'),
    content: i < blocks.length - 1 || media.length === 0 ? block['content'] : [...blocksOf(block['content']), ...media],
    isError: block['is_error'] === true,
  }));
}

/** With a refused tool, the refusal may stand in the same line. */
function besideResults(line: Line, content: unknown): Piece[] {
  if (line['isMeta'] === true) return [];
  const said = blocksOf(content).flatMap((block): Piece[] => {
    const text = block['type'] === 'text' ? (stringAt(block, 'text') ?? '').trim() : '';
    if (text === '') return [];
    if (text.startsWith('[Request interrupted')) return [note('interrupted')];
    return [machineText(text) ?? note('information', text)];
  });
  return [...said, ...otherBlocks(content)];
}

function saidByPerson(line: Line, content: unknown): Piece[] | null {
  const said = readUserLine(line);
  const isShown = line['isMeta'] !== true;
  const beside = isShown ? [...editorAttachments(textOf(content)), ...otherBlocks(content)] : [];
  const prompt = { kind: 'prompt', media: mediaIn(content) } as const;
  switch (said.is) {
    case 'prompt': {
      const how = line['promptSource'] === 'queued' ? 'queued' : 'typed';
      return [{ ...prompt, how, text: promptText(content) }, ...beside];
    }
    case 'command':
      return [{ ...prompt, how: 'command', text: said.text }, ...beside];
    case 'shell':
      return [{ ...prompt, how: 'shell', text: said.text }, ...beside];
    case 'interruption':
      return [note('interrupted')];
    case 'command-output':
      return [machineText(textOf(content)) ?? note('command-output', textOf(content))];
    case 'other':
      return beside.length > 0 ? beside : null;
  }
}

function saidByMachine(line: Line, content: unknown): Piece[] {
  if (line['isMeta'] === true) return [metadata(line, 'isMeta')];
  const text = textOf(content).trim();
  const piece = machineText(text);
  if (piece !== null) return [piece];
  const isSomebody = stringAt(line, 'teamName') !== null || isObject(line['origin']);
  return [isSomebody && text !== '' ? note('information', text) : metadata(line)];
}
