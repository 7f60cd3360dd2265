import { Info, ShieldAlert } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { exportFormats } from '../../../shared/reading.ts';
import { t } from '../../strings/index.ts';
import { Callout, Checkbox, IconGlyph } from '../../ui/index.ts';
import type { Exporting } from './use-export.ts';
import styles from './export.module.css';

const words = t.export;

/** What kind of file, and what goes into it. */
export function Choice({ exporting }: { exporting: Exporting }) {
  const { gone, options, choose } = exporting;
  return (
    <div className={styles['stage']}>
      {gone > 0 && <Callout icon={Info}>{words.leftOut(gone)}</Callout>}
      <Formats exporting={exporting} />
      <fieldset className={styles['group']}>
        <legend className={styles['label']}>{words.contents}</legend>
        <Checkbox
          checked={options.toolOutput}
          onChange={(toolOutput) => choose({ toolOutput })}
          label={words.toolOutput}
          hint={words.toolOutputWhy}
        />
        <Checkbox checked={options.subagents} onChange={(subagents) => choose({ subagents })} label={words.subagents} />
        <Checkbox checked={options.images} onChange={(images) => choose({ images })} label={words.images} />
        <Checkbox
          checked={options.thinking}
          onChange={(thinking) => choose({ thinking })}
          label={words.thinking}
          hint={words.thinkingWhy}
        />
        <Checkbox
          checked={options.personal}
          onChange={(personal) => choose({ personal })}
          label={words.personal}
          hint={words.personalWhy}
        />
      </fieldset>
      <p className={styles['private']}>
        <IconGlyph icon={ShieldAlert} size="s" />
        {words.private}
      </p>
    </div>
  );
}

function Formats({ exporting: { options, choose } }: { exporting: Exporting }) {
  const take = (value: string): void => {
    const format = exportFormats.find((one) => one === value);
    if (format !== undefined) choose({ format });
  };
  return (
    <div className={styles['group']}>
      <p className={styles['label']} id="export-format">
        {words.format}
      </p>
      <RadioGroup.Root
        className={styles['formats']}
        value={options.format}
        onValueChange={take}
        aria-labelledby="export-format"
      >
        {exportFormats.map((format) => {
          const [name, good] = words.formats[format];
          return (
            <RadioGroup.Item key={format} value={format} className={styles['format']}>
              <span className={styles['dot']} aria-hidden>
                <RadioGroup.Indicator className={styles['mark']} />
              </span>
              <span className={styles['words']}>
                <span className={styles['name']}>{name}</span>
                <span className={styles['quiet']}>{good}</span>
              </span>
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
    </div>
  );
}
