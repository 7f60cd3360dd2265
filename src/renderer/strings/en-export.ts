import type { ExportFormat } from '../../shared/reading.ts';
import { formatCount } from './format.ts';

const conversations = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'conversation' : 'conversations'}`;

/** The words of the export sheet and of what leads to it. */
export const exporting = {
  export: {
    /** The accessible name of the sheet; tests go by it. */
    name: (count: number) => (count === 1 ? 'Export this conversation' : `Export ${conversations(count)}`),
    open: 'Export…',
    openThese: (count: number) =>
      count === 1 ? 'Export the selected one…' : `Export the ${formatCount(count)} selected…`,
    noneChosen: 'Choose a conversation first, or tick several.',
    leftOut: (count: number) =>
      count === 1
        ? 'One of those you chose is no longer on this disk and cannot be exported.'
        : `${formatCount(count)} of those you chose are no longer on this disk and cannot be exported.`,
    format: 'As',
    formats: {
      md: ['Markdown', 'Text with headings, for reading in any editor and for pasting into documents and issues.'],
      html: [
        'Web page',
        'One file that opens in any browser, light or dark, without a network. For keeping and printing.',
      ],
      json: ['JSON', 'All of it as data in a documented form, for programs.'],
    } satisfies Record<ExportFormat, [name: string, good: string]>,
    contents: 'With',
    toolOutput: 'What tools printed and read',
    toolOutputWhy: 'Without it, only what each tool was used on.',
    thinking: 'Thinking',
    thinkingWhy: 'Where Claude did not hide it.',
    subagents: 'Conversations of subagents',
    images: 'Pictures',
    personal: 'Include account ids and e-mail addresses',
    personalWhy: 'Left out at first, so that who gets the file does not learn which account it came from.',
    private: 'A conversation may hold names, paths and secrets. Look through it before you pass it on.',
    run: (count: number) => (count === 1 ? 'Export' : `Export ${formatCount(count)}`),
    preparing: 'Getting ready…',
    preparingWhy: 'If you are asked for a folder, choose where the files should go.',
    running: (total: number) => `Exporting ${conversations(total)}…`,
    progress: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} written`,
    cancelling: 'Stopping after this one…',
    done: (count: number) => `${formatCount(count)} exported`,
    nothing: 'Nothing was exported',
    stopped: (count: number) =>
      count === 0 ? 'Stopped before the first was written.' : `Stopped. ${conversations(count)} had been written.`,
    into: 'In the folder',
    failed: (count: number) =>
      count === 1 ? 'One could not be exported' : `${formatCount(count)} could not be exported`,
    files: 'Files',
    reveal: 'Show in folder',
    again: 'Change the export',
    finish: 'Done',
    broken: 'The export could not be done',
    unknown: 'A conversation that is no longer in the list',
  },
} as const;
