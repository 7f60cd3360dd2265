import { expect, test } from 'vitest';
import { readMessageKeys } from '../../../../src/engine/transcript/uuids.ts';
import { assistant, chain, transcript, user, uuid } from './lines.ts';

test('the keys of a transcript are those of its main messages, each once, and of nothing else', () => {
  const path = transcript([
    user(1, 'Light the lantern'),
    user(2, [{ type: 'tool_result', tool_use_id: 'a', content: 'ok' }]),
    assistant(3, 'It is lit.'),
    assistant(3, 'It is lit.'),
    user(4, 'Survey', { isSidechain: true }),
    chain(5, 'attachment', { attachment: { type: 'date' } }),
    chain(6, 'progress', { data: { message: user(7, 'Nested') } }),
    { type: 'custom-title', customTitle: 'Harbour', uuid: uuid(8) },
    { type: 'api-request-blob', message: { role: 'user', content: 'Light the lantern' } },
    'not json',
  ]);
  expect([...readMessageKeys(path).keys].map((key) => key.split(' ')[0])).toEqual([1, 2, 3].map(uuid));
});
