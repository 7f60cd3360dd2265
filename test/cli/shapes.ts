import * as v from 'valibot';

/**
 * What scripts rely on: the JSON of every command, as docs/design.md and src/shared/model.ts declare it. Strict: a key
 * more or less is a change of the contract.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.number(), v.integer(), v.minValue(0));
const uuid = v.pipe(v.string(), v.uuid());
const absolute = v.pipe(v.string(), v.regex(/^\//));
const sentence = v.pipe(v.string(), v.minLength(1));
const text = v.nullable(v.string());
const platform = v.picklist(['win32', 'darwin', 'linux']);
const kind = v.picklist(['create', 'copy', 'promote', 'replace', 'relink', 'repoint']);
const statuses = ['listed', 'ghost', 'archived', 'deleted', 'unavailable', 'earlier'] as const;
const causes = [
  ...['save-failed', 'record-damaged', 'link-lost', 'other-account', 'other-organization', 'other-install'],
  ...['old-store', 'record-lost', 'transcript-damaged', 'never-listed'],
];

const dataRoot = v.strictObject({
  path: absolute,
  kind: v.picklist(['macos', 'windows-classic', 'windows-store', 'linux', 'gateway', 'clone', 'chosen']),
  live: v.boolean(),
  evidence: v.array(sentence),
});

const pairId = { accountId: v.string(), organizationId: v.string(), dataRoot: absolute };

const pair = v.strictObject({
  ...pairId,
  active: v.boolean(),
  label: text,
  records: count,
  evidence: v.array(sentence),
});

const session = v.strictObject({
  id: uuid,
  status: v.picklist(statuses),
  cause: v.nullable(v.picklist(causes)),
  family: uuid,
  part: v.picklist(['earlier', 'whole']),
  explanation: sentence,
  restorable: v.boolean(),
  advice: v.nullable(v.string()),
  title: v.pipe(v.string(), v.minLength(1)),
  titleSource: v.picklist(['user', 'auto']),
  cwd: text,
  originCwd: text,
  createdAt: v.nullable(time),
  lastActivityAt: v.nullable(time),
  model: text,
  entrypoint: text,
  turns: count,
  bytes: count,
  inUse: v.boolean(),
  expiresAt: v.nullable(v.number()),
  transcript: v.nullable(absolute),
  records: v.array(absolute),
});

const cowork = v.strictObject({
  id: v.string(),
  title: v.string(),
  createdAt: v.nullable(time),
  lastActivityAt: v.nullable(time),
  ...pairId,
  record: absolute,
  hasConversation: v.boolean(),
});

const problem = v.strictObject({ path: absolute, problem: sentence, unread: v.optional(v.literal(true)) });
const problems = v.array(problem);

export const scanShape = v.strictObject({
  schema: v.literal(1),
  platform,
  home: absolute,
  dataRoots: v.array(dataRoot),
  pairs: v.array(pair),
  sessions: v.array(session),
  cowork: v.array(cowork),
  problems,
  skipped: v.record(v.picklist(['empty', 'sidechain', 'warm-up', 'teammate', 'copy', 'not-a-conversation']), count),
});

const action = v.variant('kind', [
  v.strictObject({ kind, session: uuid, path: absolute, record: v.record(v.string(), v.unknown()) }),
  // A repaired copy of a transcript; a receipt does not say again what was left out.
  v.strictObject({
    kind: v.literal('transcript'),
    session: uuid,
    path: absolute,
    record: v.null(),
    leftOut: v.optional(sentence),
  }),
]);
const refused = v.array(v.strictObject({ session: uuid, why: sentence }));

const app = v.strictObject({
  kind: v.picklist(['known', 'familiar', 'unfamiliar', 'unreadable', 'not-found', 'not-checked']),
  version: text,
  archive: text,
  missing: v.array(v.string()),
  sentence,
});

export const restoreShape = v.strictObject({
  schema: v.literal(1),
  dryRun: v.boolean(),
  target: v.nullable(v.strictObject(pairId)),
  actions: v.array(action),
  refused,
  warnings: v.array(sentence),
  app,
  blocked: v.nullable(sentence),
  receipt: text,
});

export const undoShape = v.strictObject({
  schema: v.literal(1),
  dryRun: v.boolean(),
  receipt: text,
  actions: v.array(
    v.strictObject({ kind: v.picklist(['remove', 'put-back', 'remove-copy']), session: uuid, path: absolute }),
  ),
  refused,
});

export const receiptsShape = v.strictObject({
  schema: v.literal(1),
  receipts: v.array(
    v.strictObject({
      id: v.string(),
      at: time,
      state: v.picklist(['applying', 'done', 'undoing', 'undone', 'rolled-back', 'cancelled']),
      target: v.strictObject(pairId),
      actions: v.array(action),
      confirmation: v.strictObject({
        state: v.picklist(['waiting', 'confirmed', 'partly', 'unknown']),
        confirmed: count,
        total: count,
        notes: v.array(sentence),
      }),
    }),
  ),
  problems,
});

export const doctorShape = v.strictObject({
  schema: v.literal(1),
  platform,
  home: absolute,
  claudeRunning: v.nullable(v.boolean()),
  app,
  dataRoots: v.array(dataRoot),
  pairs: v.array(pair),
  counts: v.strictObject({
    listed: count,
    ghost: count,
    archived: count,
    deleted: count,
    unavailable: count,
    earlier: count,
  }),
  causes: v.record(v.picklist(causes), count),
  unloadable: v.array(v.strictObject({ path: absolute, reason: sentence })),
  saveErrors: v.array(v.strictObject({ kind: v.string(), day: v.string(), count })),
  findings: v.array(
    v.strictObject({
      level: v.picklist(['good', 'note', 'act']),
      recurs: v.optional(v.literal(true)),
      what: sentence,
      next: v.nullable(sentence),
      action: v.nullable(
        v.picklist([
          'restore',
          'show-outside',
          'choose-account',
          'choose-installation',
          'choose-data-root',
          'choose-config-dir',
        ]),
      ),
    }),
  ),
  problems,
});

export const showShape = v.strictObject({
  schema: v.literal(1),
  session,
  conversation: v.array(
    v.strictObject({
      kind: v.picklist(['prompt', 'reply', 'tool', 'note']),
      at: v.nullable(time),
      text: v.pipe(v.string(), v.minLength(1)),
    }),
  ),
});
