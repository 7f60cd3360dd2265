import type { ToolEntry } from '../../../../shared/reading.ts';
import type { EntryContext } from '../../context.ts';
import { AgentBody } from './views/agent.tsx';
import { CommandBody } from './views/command.tsx';
import { EditBody } from './views/edit.tsx';
import { OtherBody } from './views/other.tsx';
import { PlanBody } from './views/plan.tsx';
import { QuestionsBody } from './views/questions.tsx';
import { ReadBody } from './views/read.tsx';
import { SearchBody } from './views/search.tsx';
import { TodosBody } from './views/todos.tsx';
import { WebBody } from './views/web.tsx';

/** What a tool did, in the form that reads best. */
export function Body({ entry, context }: { entry: ToolEntry; context: EntryContext }) {
  const { view } = entry;
  switch (view.is) {
    case 'command':
      return <CommandBody entry={entry} view={view} context={context} />;
    case 'read':
      return <ReadBody entry={entry} view={view} context={context} />;
    case 'edit':
      return <EditBody entry={entry} view={view} context={context} />;
    case 'search':
      return <SearchBody entry={entry} view={view} context={context} />;
    case 'agent':
      return <AgentBody entry={entry} view={view} context={context} />;
    case 'todos':
      return <TodosBody entry={entry} view={view} context={context} />;
    case 'web':
      return <WebBody entry={entry} view={view} context={context} />;
    case 'questions':
      return <QuestionsBody entry={entry} view={view} context={context} />;
    case 'plan':
      return <PlanBody entry={entry} view={view} context={context} />;
    case 'mcp':
    case 'other':
      return <OtherBody entry={entry} view={view} context={context} />;
  }
}
