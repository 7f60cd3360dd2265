import type { FakeHome } from './home.ts';
import type { Line } from './lines.ts';
import type { Transcript } from './transcripts.ts';

/** A conversation in which the person showed Claude these documents, one in each prompt: `plan-1.pdf`, `plan-2.pdf` … */
export function pdfTranscript(home: FakeHome, pdfs: readonly Buffer[]): Transcript {
  const talk = home.configDir().transcript({ prompts: ['Read the plans of the harbour'] });
  const last = talk.lines.findLast(({ uuid }) => uuid !== undefined) ?? {};
  const lines: Line[] = [];
  pdfs.forEach((pdf, index) => {
    const source = { type: 'base64', media_type: 'application/pdf', data: pdf.toString('base64') };
    const document = { type: 'document', source, title: `plan-${index + 1}.pdf` };
    const message = { role: 'user', content: [{ type: 'text', text: `Plan ${index + 1}` }, document] };
    const parentUuid = lines.at(-1)?.['uuid'] ?? last['uuid'];
    lines.push({ ...last, type: 'user', uuid: home.newId(), parentUuid, message });
  });
  return home.configDir().goOn(talk, lines);
}
