import { Bot, CaseSensitive, ChevronDown, ChevronUp, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import type { FoundInAgent } from '../../../shared/reading.ts';
import { t } from '../../strings/index.ts';
import { Button, IconButton, IconGlyph, Menu, MenuItem } from '../../ui/index.ts';
import styles from './find-bar.module.css';
import type { Query } from './pattern.ts';
import type { SearchState } from './search.ts';

interface FindBarProps {
  state: SearchState;
  /** All of the file has been read. */
  isRead: boolean;
  field: Ref<HTMLInputElement>;
  onQuery: (query: Query) => void;
  onGo: (by: 1 | -1) => void;
  /** Leads to what was found in a subagent's own conversation. */
  onAgent: (found: FoundInAgent) => void;
  onClose: () => void;
}

/** Finds words in the conversation. Enter and F3 go on, with Shift back; Esc closes it and stays there. */
export function FindBar({ state, isRead, field, onQuery, onGo, onAgent, onClose }: FindBarProps) {
  const { query, total, inAgents } = state;
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) onGo(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['bar']} role="search" aria-label={t.reader.find} onKeyDown={press} data-no-find>
      <input
        ref={field}
        className={styles['field']}
        type="text"
        aria-label={t.reader.findBar.field}
        placeholder={t.reader.findBar.field}
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        value={query.text}
        onChange={(event) => onQuery({ ...query, text: event.target.value })}
      />
      <span className={styles['count']} role="status">
        {wordsOf(state, isRead)}
      </span>
      <IconButton
        label={t.reader.findBar.matchCase}
        icon={CaseSensitive}
        aria-pressed={query.matchCase}
        onClick={() => onQuery({ ...query, matchCase: !query.matchCase })}
      />
      <IconButton
        label={t.reader.findBar.previous}
        icon={ChevronUp}
        shortcut="Shift+F3"
        disabled={total === 0}
        onClick={() => onGo(-1)}
      />
      <IconButton
        label={t.reader.findBar.next}
        icon={ChevronDown}
        shortcut="F3"
        disabled={total === 0}
        onClick={() => onGo(1)}
      />
      <IconButton label={t.reader.findBar.close} icon={X} shortcut="Esc" onClick={onClose} />
      {inAgents !== null && inAgents.length > 0 && <InAgents found={inAgents} onChoose={onAgent} />}
      {(state.error !== null || (!isRead && query.text !== '')) && (
        <p className={styles['note']}>{state.error ?? t.reader.findBar.stillReading}</p>
      )}
    </div>
  );
}

interface InAgentsProps {
  found: readonly FoundInAgent[];
  onChoose: (found: FoundInAgent) => void;
}

/** How often the words stand in subagents' own conversations, and the way there. */
function InAgents({ found, onChoose }: InAgentsProps) {
  const words = t.reader.findBar;
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const trigger = (
    <Button size="s" tone="quiet" icon={Bot}>
      {words.inAgents(total)}
      <IconGlyph icon={ChevronDown} size="s" />
    </Button>
  );
  return (
    <div className={styles['agents']}>
      <Menu trigger={trigger} label={words.inAgents(total)}>
        {found.map((one) => (
          <MenuItem key={one.agent} hint={words.matches(one.count)} onSelect={() => onChoose(one)}>
            {one.description ?? one.type ?? one.agent}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}

function wordsOf({ query, found, total, inAgents, position, isComplete, error }: SearchState, isRead: boolean): string {
  const words = t.reader.findBar;
  if (query.text === '' || error !== null) return '';
  if (found === null) return words.searching;
  if (total > 0) return words.position(position, total, !isComplete);
  if (!isComplete || !isRead || inAgents === null) return words.noneYet;
  return inAgents.length > 0 ? words.noneHere : words.none;
}
