import { isObject } from '../files.ts';
import type { CacheKind } from '../stat-cache.ts';
import type { Digest } from './digest.ts';

type Check = (value: unknown) => boolean;

const KINDS: readonly unknown[] = [
  'conversation',
  'empty',
  'sidechain',
  'warm-up',
  'teammate',
] satisfies Digest['kind'][];

const isText: Check = (value) => typeof value === 'string';
const isTextOrNull: Check = (value) => value === null || isText(value);
const isTimeOrNull: Check = (value) => value === null || Number.isSafeInteger(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

const CHECKS: Record<keyof Digest, Check> = {
  kind: (value) => KINDS.includes(value),
  cwd: isTextOrNull,
  folderCwd: isTextOrNull,
  worktree: (value) => value === null || (isObject(value) && isText(value['path']) && isText(value['originalCwd'])),
  createdAt: isTimeOrNull,
  lastActivityAt: isTimeOrNull,
  model: isTextOrNull,
  entrypoint: isTextOrNull,
  customTitle: isTextOrNull,
  aiTitle: isTextOrNull,
  agentName: isTextOrNull,
  summary: isTextOrNull,
  firstPrompt: isTextOrNull,
  firstCommand: isTextOrNull,
  queuedPrompt: isTextOrNull,
  lastPrompt: isTextOrNull,
  firstUuid: isTextOrNull,
  promptMarks: isText,
  turns: isCount,
  badLines: isCount,
  elidedLines: isCount,
  zeroBytes: isCount,
};
const KEYS = Object.keys(CHECKS) as (keyof Digest)[];

/** The cache of digests. Raise `format` when the same bytes give another digest than before. */
export const DIGESTS: CacheKind<Digest> = {
  name: 'digests',
  format: 5,
  isValue: (value): value is Digest => isObject(value) && KEYS.every((key) => CHECKS[key](value[key])),
};
