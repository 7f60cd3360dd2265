/** Ids come from file names and from files that anybody may have written: nothing becomes a path before it passed here. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Gateway installations cut account and organization ids to eight digits (docs/formats/claude-desktop.md 1.2). */
const PAIR_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$/i;
const SESSION_ID = /^local_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** Whether a folder name can be an account or an organization. */
export const isPairId = (value: unknown): value is string => typeof value === 'string' && PAIR_ID.test(value);

/** The id of a record: `local_<uuid>`. */
export const isSessionId = (value: unknown): value is string => typeof value === 'string' && SESSION_ID.test(value);

/** The uuid inside `local_<uuid>`, or null. */
export const uuidOfSessionId = (sessionId: string): string | null => SESSION_ID.exec(sessionId)?.[1] ?? null;
