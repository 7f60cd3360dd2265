import { onTestFinished } from 'vitest';
import type { Platform } from '../../src/shared/model.ts';
import { makeHome } from './home.ts';
import type { FakeHome } from './home.ts';
import type { LossCase, LossMode } from './lossmodes.ts';

/** A made-up home that goes when the running test ends. */
export function homeForTest(platform: Platform): FakeHome {
  const home = makeHome(platform);
  onTestFinished(() => home.remove());
  return home;
}

/** A home with a loss, that goes when the running test ends. */
export function lossForTest(lossCase: LossCase, platform: Platform): LossMode {
  const loss = lossCase.build(platform);
  onTestFinished(() => loss.home.remove());
  return loss;
}
