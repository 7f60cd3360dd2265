import type { Excerpted, ToolView } from '../../../../../shared/reading.ts';
import { withoutWrapping } from '../persisted.ts';
import { at, flagAt, textAt } from '../shapes.ts';
import { insideTag, labelOrNull } from '../words.ts';
import type { Work } from '../work.ts';
import { fromInput, fromOutput } from '../work.ts';

const EXIT = /^(?:Error: )?(Exit code -?\d+)(?:\n|$)/;
/** The call itself was wrong: nothing ran. */
const MISUSE = /^(?:<tool_use_error>|InputValidationError)/;
/** A command in the background, as it is told of. */
const TAGGED = /^<(?:status|stdout|stderr|retrieval_status|task_id)>/;
const IDS = ['bash_id', 'shell_id', 'task_id'];

/** Bash, PowerShell, and what looks after a command in the background (docs/formats/transcripts.md 1.7). */
export function viewCommand(work: Work): ToolView | null {
  const { input, sidecar, text, call } = work;
  const command = commandOf(work);
  if (command === null) return null;
  const printed = printedBy(work);
  return {
    is: 'command',
    command,
    description: labelOrNull(textAt(input, 'description')),
    ...printed,
    background: call.name !== 'BashOutput' && isBackground(work),
    exit: labelOrNull(textAt(sidecar, 'returnCodeInterpretation') ?? EXIT.exec(text)?.[1] ?? exitOf(work)),
  };
}

function commandOf(work: Work): Excerpted | null {
  const { input, sidecar, context } = work;
  const { parts } = context;
  if (typeof input['command'] === 'string') return fromInput(work, 'command');
  const found = [
    { text: textAt(sidecar, 'command'), part: parts.sidecar('command') },
    { text: textAt(at(sidecar, 'task'), 'command'), part: parts.sidecar('task', 'command') },
    ...IDS.map((key) => ({ text: textAt(input, key), part: parts.input(key) })),
  ].find(({ text }) => text !== null && text !== '');
  return found === undefined ? null : context.cut(found.text ?? '', found.part);
}

const isBackground = ({ input, sidecar }: Work): boolean =>
  flagAt(input, 'run_in_background') || textAt(sidecar, 'backgroundTaskId') !== null;

type Printed = Pick<Extract<ToolView, { is: 'command' }>, 'stdout' | 'stderr'>;

function printedBy(work: Work): Printed {
  const { context, sidecar, text, textPart } = work;
  const { parts, cut } = context;
  const stdout = flagAt(sidecar, 'isImage') ? '' : textAt(sidecar, 'stdout');
  if (stdout !== null) {
    const stderr = cut(textAt(sidecar, 'stderr') ?? '', parts.sidecar('stderr'));
    return { stdout: fromOutput(work, stdout, parts.sidecar('stdout')), stderr };
  }
  const none = cut('', textPart);
  const task = textAt(at(sidecar, 'task'), 'output');
  if (task !== null) return { stdout: cut(task, parts.sidecar('task', 'output')), stderr: none };
  const printed = plainPrinted(work);
  const partOf = (plain: string, name: string): string => (plain === text ? textPart : parts.made(name));
  return {
    stdout: fromOutput(work, printed.stdout, partOf(printed.stdout, 'stdout')),
    stderr: cut(printed.stderr, partOf(printed.stderr, 'stderr')),
  };
}

/** What was printed, where only the words for the model are left: an exit code before it, or tags around it. */
export function plainPrinted({ text, status }: Work): { stdout: string; stderr: string } {
  const isRefusal = status === 'denied' || status === 'interrupted';
  if (isRefusal || MISUSE.test(text)) return { stdout: '', stderr: text };
  const [stdout, stderr] = [insideTag('stdout', text), insideTag('stderr', text)];
  if (TAGGED.test(text) && (stdout !== null || stderr !== null)) {
    return { stdout: withoutEdges(stdout ?? ''), stderr: withoutEdges(stderr ?? '') };
  }
  return { stdout: withoutWrapping(text).replace(EXIT, ''), stderr: '' };
}

const withoutEdges = (text: string): string => text.replace(/^\n|\n$/g, '');

function exitOf({ sidecar, text }: Work): string | null {
  const code = at(sidecar, 'exitCode') ?? at(at(sidecar, 'task'), 'exitCode') ?? insideTag('exit_code', text);
  return typeof code === 'number' || (typeof code === 'string' && /^-?\d+$/.test(code)) ? `Exit code ${code}` : null;
}
