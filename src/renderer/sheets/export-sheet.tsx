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
  const title = useTitle(exporting.ids);
  return (
    <Dialog
      open
      onClose={closeSheet}
      title={t.export.name(exporting.ids.length)}
      stage={exporting.step.at}
      {...(title === null ? {} : { description: title })}
      closable={exporting.step.at !== 'running'}
      footer={footer}
      footerStart={footerStart}
    >
      {body}
    </Dialog>
  );
}

/** Which one it is, where it is one. */
function useTitle([id, ...others]: readonly string[]): string | null {
  const title = useStore(({ live }) => (id === undefined ? undefined : live?.sessions.get(id)?.title));
  if (others.length > 0 || title === undefined) return null;
  return title === '' ? t.list.untitled : title;
}
