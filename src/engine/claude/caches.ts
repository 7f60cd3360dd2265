import { StatCache } from '../stat-cache.ts';
import type { LogFileFacts } from './log-facts.ts';
import { LOG_CACHE } from './log.ts';
import { RECORD_CACHE, type RecordContent } from './record.ts';

/** What is remembered of Claude Desktop's files from one look to the next. */
export interface Caches {
  records: StatCache<RecordContent>;
  logs: StatCache<LogFileFacts>;
}

export const openCaches = (stateDir: string): Caches => ({
  records: new StatCache(stateDir, RECORD_CACHE),
  logs: new StatCache(stateDir, LOG_CACHE),
});

export function saveCaches({ records, logs }: Caches): void {
  records.save();
  logs.save();
}
