import { join } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { isObject, readJson } from '../files.ts';
import { isSessionId } from '../ids.ts';
import type { PairIds } from './accounts.ts';

/** What Claude's settings say about its sidebar (docs/formats/claude-desktop.md 5.3 and 5.6). */
export interface SidebarSettings {
  /** Names of filters that are set for this account: they hide rows that are there. */
  filters: string[];
  /** `local_<uuid>` of rows that the person put into groups. */
  groupedRows: string[];
}

const FILTERS: Readonly<Record<string, string>> = {
  'code-sessions-status-filter': 'status',
  'code-sessions-state-activity-days': 'last activity',
  'code-sessions-selected-environments-v2': 'environment',
};

export function readSidebarSettings(dataRoot: string, pair: PairIds, problems: Problem[]): SidebarSettings {
  const config = readJson(join(dataRoot, 'claude_desktop_config.json'), problems);
  const preferences = isObject(config) && isObject(config['preferences']) ? config['preferences'] : {};
  const sidebar = isObject(preferences['epitaxyPrefs']) ? preferences['epitaxyPrefs'] : {};
  const filters = Object.entries(FILTERS).flatMap(([key, name]) =>
    hides(sidebar[`${key}.${pair.accountId}`]) ? [name] : [],
  );
  return { filters, groupedRows: groupedRows(sidebar['dframe-group-scopes'], pair) };
}

/** Whether a filter's value leaves anything out. Unset, `all` and empty ones do not. */
function hides(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'number' ? value > 0 : typeof value === 'string' && value.toLowerCase() !== 'all';
}

function groupedRows(scopes: unknown, { accountId, organizationId }: PairIds): string[] {
  const scope = isObject(scopes) ? scopes[`${accountId}/${organizationId}`] : undefined;
  const assignments = isObject(scope) && isObject(scope['assignments']) ? Object.keys(scope['assignments']) : [];
  return assignments.map((key) => key.replace(/^code:/, '')).filter(isSessionId);
}
