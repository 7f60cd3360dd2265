import { loadSidebar } from './claude-loader.ts';
import type { Sidebar } from './claude-loader.ts';
import { linkCases } from './lossmodes/links.ts';
import { movingCases } from './lossmodes/moving.ts';
import { savingCases } from './lossmodes/saving.ts';
import type { LossCase, LossMode } from './lossmodes/scene.ts';
import { untouchedCases } from './lossmodes/untouched.ts';

export type { Expectation, LossCase, LossMode } from './lossmodes/scene.ts';

/**
 * The ways in which Claude loses sessions and leaves a trace on disk (docs/formats/claude-desktop.md 7), each as a home
 * and as what a person would expect to be told and done, in the words of docs/design.md.
 */
export const lossCases: readonly LossCase[] = [...savingCases, ...movingCases, ...linkCases, ...untouchedCases];

/** The sidebar of the pair that the home is signed in to. */
export function sidebarOf({ home, target, configDirs }: LossMode): Sidebar {
  const { dataRoot, accountId, organizationId } = target;
  return loadSidebar(dataRoot, accountId, organizationId, configDirs, home.platform, home.now);
}
