import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { IconGlyph, type Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

interface MenuProps {
  /** One element that opens it: a Button or an IconButton's bare button. */
  trigger: ReactNode;
  /** Its name for readers. */
  label: string;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

export function Menu({ trigger, label, align = 'start', children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles['menu']}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          loop
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: Icon;
  shortcut?: string;
  disabled?: boolean;
  /** A second, quieter line. */
  hint?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, shortcut, disabled = false, hint, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item className={styles['item']} disabled={disabled} onSelect={onSelect}>
      <span className={styles['mark']}>{icon !== undefined && <IconGlyph icon={icon} size="s" />}</span>
      <Words hint={hint}>{children}</Words>
      {shortcut !== undefined && <Kbd keys={shortcut} />}
    </Radix.Item>
  );
}

interface MenuChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: ReactNode; hint?: ReactNode }[];
  onChange: (value: V) => void;
}

/** One of several, ticked. */
export function MenuChoice<V extends string>({ label, value, options, onChange }: MenuChoiceProps<V>) {
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <Radix.Group>
      <Radix.Label className={styles['label']}>{label}</Radix.Label>
      <Radix.RadioGroup value={value} onValueChange={choose}>
        {options.map((option) => (
          <Radix.RadioItem key={option.value} value={option.value} className={styles['item']}>
            <span className={styles['mark']}>
              <Radix.ItemIndicator>
                <IconGlyph icon={Check} size="s" />
              </Radix.ItemIndicator>
            </span>
            <Words hint={option.hint}>{option.label}</Words>
          </Radix.RadioItem>
        ))}
      </Radix.RadioGroup>
    </Radix.Group>
  );
}

interface MenuCheckProps {
  checked: boolean;
  hint?: ReactNode;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** On or off, ticked where it is on. */
export function MenuCheck({ checked, hint, onChange, children }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem className={styles['item']} checked={checked} onCheckedChange={onChange}>
      <span className={styles['mark']}>
        <Radix.ItemIndicator>
          <IconGlyph icon={Check} size="s" />
        </Radix.ItemIndicator>
      </span>
      <Words hint={hint}>{children}</Words>
    </Radix.CheckboxItem>
  );
}

function Words({ hint, children }: { hint: ReactNode; children: ReactNode }) {
  return (
    <span className={styles['words']}>
      {children}
      {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
    </span>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className={styles['separator']} />;
}
