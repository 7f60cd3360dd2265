import type { ToolView } from '../../../../shared/reading.ts';
import { jsonText } from '../json-text.ts';
import { plainAnswer, viewAgent } from './kinds/agent.ts';
import { plainPrinted, viewCommand } from './kinds/command.ts';
import { viewEdit, wholeDiff } from './kinds/edit.ts';
import { viewMcp } from './kinds/mcp.ts';
import { approvedPlan, viewPlan } from './kinds/plan.ts';
import { viewQuestions } from './kinds/questions.ts';
import { plainContent, viewRead } from './kinds/read.ts';
import { foundNames, viewSearch } from './kinds/search.ts';
import { viewTask, viewTasks, viewTodos } from './kinds/todos.ts';
import { foundPages, viewWeb } from './kinds/web.ts';
import type { Maker, Viewer, Work } from './work.ts';

/** By the tool's name. A Map, since a tool may be called `constructor`. */
const VIEWERS = new Map<string, Viewer>([
  ['Bash', viewCommand],
  ['PowerShell', viewCommand],
  ['BashOutput', viewCommand],
  ['KillShell', viewCommand],
  ['KillBash', viewCommand],
  ['TaskOutput', viewCommand],
  ['TaskStop', viewCommand],
  ['Monitor', viewCommand],
  ['Read', viewRead],
  ['NotebookRead', viewRead],
  ['LS', viewRead],
  ['Edit', viewEdit],
  ['MultiEdit', viewEdit],
  ['Write', viewEdit],
  ['NotebookEdit', viewEdit],
  ['Grep', viewSearch],
  ['Glob', viewSearch],
  ['ToolSearch', viewSearch],
  ['Task', viewAgent],
  ['Agent', viewAgent],
  ['TodoWrite', viewTodos],
  ['TaskCreate', viewTask],
  ['TaskUpdate', viewTask],
  ['TaskList', viewTasks],
  ['TaskGet', viewTasks],
  ['WebFetch', viewWeb],
  ['WebSearch', viewWeb],
  ['web_fetch', viewWeb],
  ['web_search', viewWeb],
  ['AskUserQuestion', viewQuestions],
  ['ExitPlanMode', viewPlan],
  ['exit_plan_mode', viewPlan],
]);

const MAKERS = new Map<string, Maker>([
  ['input', ({ call }) => inputText(call.input)],
  ['output', ({ text }) => text],
  ['stdout', (work) => plainPrinted(work).stdout],
  ['stderr', (work) => plainPrinted(work).stderr],
  ['content', plainContent],
  ['diff', wholeDiff],
  ['results', (work) => foundNames(work) ?? foundPages(work)],
  ['answer', plainAnswer],
  ['plan', approvedPlan],
]);

/** While a call is under way, or where it is damaged, its input may be a plain text. */
export const inputText = (input: unknown): string => (typeof input === 'string' ? input : jsonText(input));

export function viewOf(work: Work): ToolView {
  const { name } = work.call;
  return VIEWERS.get(name)?.(work) ?? viewMcp(name) ?? { is: 'other' };
}

/** Null where nothing has this name. */
export const make = (name: string, work: Work): string | null => MAKERS.get(name)?.(work) ?? null;
