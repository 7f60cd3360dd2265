import { closeSheet, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Dialog } from '../ui/index.ts';
import { stageOf } from './export/stages.tsx';
import { useExport } from './export/use-export.ts';

/** Conversations as files: what goes into them, how far it is, and where they are. */
export function ExportSheet() {
  const sheet = useStore((store) => store.sheet);
  return sheet?.kind === 'export' ? <Open ids={sheet.ids} /> : null;
}

function Open({ ids }: { ids: string[] }) {
  const exporting = useExport(ids);
  const { body, footer, footerStart } = stageOf(exporting);
  return (
    <Dialog
      open
      onClose={closeSheet}
      title={t.export.name(exporting.ids.length)}
      closable={exporting.step.at !== 'running'}
      footer={footer}
      footerStart={footerStart}
    >
      {body}
    </Dialog>
  );
}
