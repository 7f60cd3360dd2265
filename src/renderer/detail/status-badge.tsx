import { Archive, CircleCheck, FileX, Ghost, Layers, Terminal, Trash2 } from 'lucide-react';
import type { SessionSummary } from '../../shared/contract.ts';
import { placeOf, type Place } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Badge, type Icon } from '../ui/index.ts';

const ICONS: Record<Place, Icon> = {
  ghosts: Ghost,
  listed: CircleCheck,
  archived: Archive,
  deleted: Trash2,
  terminal: Terminal,
  unavailable: FileX,
  earlier: Layers,
};

export function StatusBadge({ session }: { session: SessionSummary }) {
  const place = placeOf(session);
  return (
    <Badge icon={ICONS[place]} tone={place === 'ghosts' ? 'lamp' : place === 'listed' ? 'calm' : 'plain'}>
      {place === 'terminal' ? t.detail.notListed : t.statuses[session.status]}
    </Badge>
  );
}
