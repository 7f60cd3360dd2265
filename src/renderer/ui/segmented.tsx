import type { ReactNode } from 'react';
import { ToggleGroup as Radix } from 'radix-ui';
import { IconGlyph, type Icon } from './icon.tsx';
import styles from './segmented.module.css';

interface SegmentedProps<V extends string> {
  /** What is chosen here; for readers. */
  label: string;
  value: V;
  options: readonly { value: V; label: ReactNode; icon?: Icon }[];
  onChange: (value: V) => void;
}

/** One of a few, all in view. */
export function Segmented<V extends string>({ label, value, options, onChange }: SegmentedProps<V>) {
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <Radix.Root type="single" className={styles['segmented']} aria-label={label} value={value} onValueChange={choose}>
      {options.map((option) => (
        <Radix.Item key={option.value} value={option.value} className={styles['segment']}>
          {option.icon !== undefined && <IconGlyph icon={option.icon} size="s" />}
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
