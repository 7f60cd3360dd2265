import { now as clock } from '../strings/clock.ts';
import type { SessionSummary } from '../../shared/contract.ts';

const NEAR_MS = 14 * 24 * 60 * 60_000;

/** The cleanup may come any time: Claude Code runs it when it starts. */
export const hasExpired = (expiresAt: number, now = clock()): boolean => expiresAt <= now;

/** Claude's own cleanup would delete the conversation within two weeks, and nothing in its sidebar reminds of it. */
export const isExpiringSoon = ({ expiresAt, status }: SessionSummary, now = clock()): boolean =>
  expiresAt !== null && expiresAt - now < NEAR_MS && status !== 'unavailable';
