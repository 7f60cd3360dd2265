import { useState } from 'react';
import type { Include } from '../../shared/model.ts';
import { closeSheet, countPlaces, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Dialog } from '../ui/index.ts';
import { stageOf } from './restore/stages.tsx';
import { useRestore, type Restore } from './restore/use-restore.ts';

/** The way from "what will be done" to "what was done": a receipt before the fact and after it. */
export function RestoreSheet() {
  const sheet = useStore((store) => store.sheet);
  return sheet?.kind === 'restore' ? <Open ids={sheet.ids} include={sheet.include} /> : null;
}

/** A receipt of more rows than that has the tall form: one height from the first step to the last. */
const FEW = 3;

function Open({ ids, include }: { ids: string[] | null; include: Include[] }) {
  const restore = useRestore(ids, include);
  const { body, footer, footerStart } = stageOf(restore, ids);
  const [tall] = useState(() => (ids?.length ?? missing()) > FEW);
  return (
    <Dialog
      open
      onClose={closeSheet}
      title={t.restore.name}
      stage={nameStage(restore)}
      shape={tall ? 'sheet' : 'dialog'}
      closable={restore.step.at !== 'applying'}
      footer={footer}
      footerStart={footerStart}
    >
      {body}
    </Dialog>
  );
}

/** A plan that another one took the place of is another thing to press on. */
const nameStage = ({ step, choice }: Restore): string =>
  step.at === 'plan' ? `plan ${step.plan.plan} ${choice.trial ?? ''}` : step.at;

function missing(): number {
  const { live } = useStore.getState();
  return live === null ? 0 : countPlaces(live.sessions.values()).ghosts;
}
