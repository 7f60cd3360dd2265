import type { ToolEntry, ToolView } from '../../../../../shared/reading.ts';
import type { EntryContext } from '../../../context.ts';

export interface BodyProps<Is extends ToolView['is']> {
  entry: ToolEntry;
  view: Extract<ToolView, { is: Is }>;
  context: EntryContext;
}
