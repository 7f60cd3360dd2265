import { useId, type ReactNode } from 'react';
import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { IconGlyph } from './icon.tsx';
import styles from './checkbox.module.css';

interface CheckboxProps {
  checked: boolean | 'indeterminate';
  onChange: (checked: boolean) => void;
  label: ReactNode;
  /** A second, quieter line under the label. */
  hint?: ReactNode;
  hideLabel?: boolean;
  disabled?: boolean;
}

export function Checkbox({ checked, onChange, label, hint, hideLabel = false, disabled = false }: CheckboxProps) {
  const id = useId();
  return (
    <span className={styles['field']} data-disabled={disabled || undefined}>
      <Radix.Root
        id={id}
        className={styles['box']}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next === true)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      >
        <Radix.Indicator className={styles['mark']}>
          <IconGlyph icon={checked === 'indeterminate' ? Minus : Check} size="s" />
        </Radix.Indicator>
      </Radix.Root>
      <span className={hideLabel ? styles['hidden'] : styles['words']}>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <span className={styles['hint']} id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </span>
    </span>
  );
}

/** The same box as a picture, where something else is the control (a row of a list). */
export function CheckMark({ checked }: { checked: boolean | 'indeterminate' }) {
  const state = checked === 'indeterminate' ? checked : checked ? 'checked' : 'unchecked';
  return (
    <span className={styles['box']} data-state={state} aria-hidden>
      {checked !== false && (
        <span className={styles['mark']}>
          <IconGlyph icon={checked === 'indeterminate' ? Minus : Check} size="s" />
        </span>
      )}
    </span>
  );
}
