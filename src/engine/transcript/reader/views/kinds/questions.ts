import type { Question, ToolView } from '../../../../../shared/reading.ts';
import type { JsonObject } from '../../../../files.ts';
import { asObject, at, objectsAt, textAt, textsAt } from '../shapes.ts';
import { label, labelOrNull, paragraph } from '../words.ts';
import type { Work } from '../work.ts';
import { few } from '../work.ts';

const MOST_QUESTIONS = 50;
const MOST_OPTIONS = 50;
/** What may stand behind an answer in the words that the model is told. */
const ENDS = ['". You can now', '" selected preview:', '" user notes:', '".\n', '"\n'];

/** AskUserQuestion: what was asked, and what the person chose. */
export function viewQuestions(work: Work): ToolView | null {
  const { input, sidecar } = work;
  const asked =
    objectsAt(sidecar, 'questions').length > 0 ? objectsAt(sidecar, 'questions') : objectsAt(input, 'questions');
  const questions = few(work, asked, MOST_QUESTIONS).filter((one) => textAt(one, 'question') !== null);
  if (questions.length === 0) return null;
  return { is: 'questions', questions: questions.map((one) => questionOf(work, one, questions)) };
}

function questionOf(work: Work, one: JsonObject, all: JsonObject[]): Question {
  const question = textAt(one, 'question') ?? '';
  const answer = answerTo(work, question, all);
  const options = few(work, objectsAt(one, 'options'), MOST_OPTIONS).map((option) => {
    const name = textAt(option, 'label') ?? '';
    const description = textAt(option, 'description');
    return {
      label: label(name),
      description: description === null || description === '' ? null : paragraph(description),
      chosen: answer !== null && isChosen(name, answer, one['multiSelect'] === true),
    };
  });
  const said = answer === null ? null : withNotes(work, question, answer);
  return { header: labelOrNull(textAt(one, 'header')), question: paragraph(question), options, answer: said };
}

/** Several choices come as one text with commas between them; an option may hold a comma, too. */
const isChosen = (name: string, answer: string, several: boolean): boolean =>
  name !== '' && (answer === name || (several && `, ${answer}, `.includes(`, ${name}, `)));

function answerTo({ input, sidecar, text, isDone }: Work, question: string, all: JsonObject[]): string | null {
  const answers = [at(sidecar, 'answers'), at(input, 'answers')].map(asObject);
  for (const given of answers) {
    const answer = textAt(given, question) ?? textsAt(given, question).join(', ');
    if (answer !== '') return answer;
  }
  if (!isDone) return null;
  const response = textAt(sidecar, 'response');
  return response !== null && response !== '' ? response : inText(text, question, all);
}

/** `"question"="answer"`, one after the other. */
function inText(text: string, question: string, all: JsonObject[]): string | null {
  const mark = `"${question}"="`;
  const found = text.indexOf(mark);
  if (question === '' || found < 0) return null;
  const rest = text.slice(found + mark.length);
  const others = all.map((one) => `", "${textAt(one, 'question') ?? ''}"=`);
  const ends = [...ENDS, ...others].map((end) => rest.indexOf(end)).filter((end) => end >= 0);
  return rest.slice(0, ends.length > 0 ? Math.min(...ends) : rest.lastIndexOf('"') >>> 0);
}

function withNotes({ sidecar, input }: Work, question: string, answer: string): string {
  const notes = [sidecar, input].map((from) => textAt(at(at(from, 'annotations'), question), 'notes'));
  const said = notes.find((note) => note !== null && note !== '');
  return paragraph(said === undefined ? answer : `${answer}\n${said}`);
}
