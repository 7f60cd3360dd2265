import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { t } from '../../../../strings/index.ts';
import { IconGlyph } from '../../../../ui/index.ts';
import type { BodyProps } from './body-props.ts';
import { Outcome, Quiet } from './parts.tsx';
import styles from './views.module.css';

const ICONS = { open: Circle, doing: CircleDot, done: CircleCheck };

/** The list as it was after this call. */
export function TodosBody({ entry, view: { todos }, context }: BodyProps<'todos'>) {
  if (todos.length === 0) return <Quiet>{t.blocks.noTodos}</Quiet>;
  return (
    <>
      <ul className={styles['todos']}>
        {todos.map(({ text, state }, index) => (
          <li key={index} data-state={state}>
            <IconGlyph icon={ICONS[state]} size="s" />
            <span className={styles['todo']}>{text}</span>
            <span className={state === 'doing' ? styles['tag'] : styles['hidden']} data-no-find>
              {t.blocks.todoStates[state]}
            </span>
          </li>
        ))}
      </ul>
      {entry.status !== 'done' && <Outcome entry={entry} context={context} />}
    </>
  );
}
