import { Circle, CircleCheck } from 'lucide-react';
import type { Question } from '../../../../../shared/reading.ts';
import { t } from '../../../../strings/index.ts';
import { IconGlyph } from '../../../../ui/index.ts';
import type { BodyProps } from './body-props.ts';
import { Outcome, Quiet } from './parts.tsx';
import styles from './views.module.css';

const words = t.blocks;

/** What the person was asked, between what they could choose, and what they said. */
export function QuestionsBody({ entry, view: { questions }, context }: BodyProps<'questions'>) {
  return (
    <>
      {questions.map((question, index) => (
        <One key={index} question={question} />
      ))}
      {entry.status !== 'done' && <Outcome entry={entry} context={context} />}
    </>
  );
}

function One({ question: { header, question, options, answer } }: { question: Question }) {
  const isAmongOptions = options.some(({ label, chosen }) => chosen && label === answer);
  const isChosen = options.some(({ chosen }) => chosen);
  return (
    <div className={styles['question']}>
      {header !== null && header !== '' && <p className={styles['label']}>{header}</p>}
      <p className={styles['asked']}>{question}</p>
      {options.length > 0 && (
        <ul className={styles['options']}>
          {options.map(({ label, description, chosen }, at) => (
            <li key={at} data-chosen={chosen || undefined}>
              <IconGlyph icon={chosen ? CircleCheck : Circle} size="s" />
              <span className={styles['option']}>
                <span className={styles['optionName']}>
                  {label}
                  {chosen && (
                    <span className={styles['tag']} data-no-find>
                      {words.chosen}
                    </span>
                  )}
                </span>
                {description !== null && description !== '' && (
                  <span className={styles['optionWhy']}>{description}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {answer !== null && answer !== '' && !isAmongOptions && (
        <p className={styles['text']}>
          <span className={styles['label']} data-no-find>
            {words.yourAnswer}:{' '}
          </span>
          {answer}
        </p>
      )}
      {(answer === null || answer === '') && !isChosen && <Quiet>{words.noAnswer}</Quiet>}
    </div>
  );
}
