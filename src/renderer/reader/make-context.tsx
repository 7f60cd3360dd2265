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

/** A call without a uuid: no link leads through it. */
const UNKNOWN = '?';

/** What the entries of a reading may do. `way`: uuids of the subagents' calls that it stands under, from the outermost on. */
export function makeContext(reading: Reading, way = ''): EntryContext {
  const calls = way === '' ? [] : way.split('/');
  const depth = calls.length;
  return {
    sessionId: reading.id,
    isAgent: depth > 0,
    readPart: reading.readPart,
    readPage: reading.readPage,
    folds: reading.folds,
    renderAgent: (agent, call) => {
      const under = [...calls, reading.pages.get(call)?.uuid ?? UNKNOWN].join('/');
      return depth < DEEPEST ? <AgentReader id={reading.id} agent={agent} way={under} /> : null;
    },
    openLink,
    copy: (text) => copy(text, t.reader.copied),
    copyLink: ({ uuid }) => {
      const path = [...calls, uuid ?? UNKNOWN];
      const known = path.includes(UNKNOWN) ? path.slice(0, path.indexOf(UNKNOWN)) : path;
      copy(linkTo({ id: reading.id, path: known }), t.reader.copiedLink);
    },
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
