import { toast } from 'sonner';
import { knownSites } from '../../shared/sites.ts';
import { t } from '../strings/index.ts';
import { AgentReader } from './agent-reader.tsx';
import type { EntryContext } from './context.ts';
import { followLink } from './follow-link.ts';
import { linkTo, parseLink } from './links.ts';
import type { Reading } from './reading/reading.ts';

/** Deeper, subagents of subagents are not shown inline. */
const DEEPEST = 4;

/** What the entries of a reading may do. `depth`: how many conversations it stands in. */
export function makeContext(reading: Reading, depth = 0): EntryContext {
  return {
    sessionId: reading.id,
    isAgent: depth > 0,
    readPart: reading.readPart,
    readPage: reading.readPage,
    folds: reading.folds,
    renderAgent: (agent) => (depth < DEEPEST ? <AgentReader id={reading.id} agent={agent} depth={depth + 1} /> : null),
    openLink,
    copy: (text) => copy(text, t.reader.copied),
    copyLink: ({ uuid }) => copy(linkTo({ id: reading.id, uuid }), t.reader.copiedLink),
  };
}

/** To a message of Ghostlight's own, or outside where that is known to be harmless. Others are copied. */
function openLink(url: string): void {
  const target = parseLink(url);
  const origin = URL.parse(url)?.origin;
  if (target !== null) followLink(target);
  else if (knownSites.some((site) => site === origin)) window.open(url, '_blank', 'noopener,noreferrer');
  else copy(url, t.reader.linkRefused);
}

function copy(text: string, done: string): void {
  // Only there where the page counts as safe.
  const written = 'clipboard' in navigator ? navigator.clipboard.writeText(text) : Promise.reject(new Error());
  written.then(
    () => toast(done),
    () => toast.error(t.common.copyFailed),
  );
}
