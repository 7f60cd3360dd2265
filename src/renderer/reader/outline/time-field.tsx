import { useState, type SyntheticEvent } from 'react';
import { t } from '../../strings/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './outline.module.css';

interface TimeFieldProps {
  /** From when to when the conversation went; epoch milliseconds. */
  from: number;
  to: number;
  onGo: (time: number) => void;
}

/** Leads to a date and a time of day. */
export function TimeField({ from, to, onGo }: TimeFieldProps) {
  const [value, setValue] = useState(() => localMinute(from));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const time = new Date(value).getTime();
    if (!Number.isNaN(time)) onGo(time);
  };
  return (
    <form className={styles['time']} onSubmit={submit}>
      <label className={styles['timeLabel']}>
        {t.reader.goToTime}
        <input
          className={styles['timeInput']}
          type="datetime-local"
          value={value}
          min={localMinute(from)}
          max={localMinute(to + 60_000)}
          onChange={(event) => setValue(event.target.value)}
        />
      </label>
      <Button type="submit" size="s">
        {t.reader.go}
      </Button>
    </form>
  );
}

/** 2026-11-04T10:31, as such a field has it: in the time of this place. */
function localMinute(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
