import {
  Briefcase,
  FileDown,
  FlaskConical,
  Ghost,
  HeartPulse,
  History,
  Keyboard,
  Lamp,
  ListChecks,
  Moon,
  RefreshCw,
  Search,
  Settings,
  Sun,
  Undo2,
} from 'lucide-react';
import type { Request } from '../../../shared/contract.ts';
import { ask, toAskError } from '../../api/index.ts';
import { runCommand } from '../../keyboard/commands.ts';
import { chosenSessions } from '../../list/chosen.ts';
import { isNothingHere } from '../../overview/facts.ts';
import { countPlaces, reviewRestore, setSettings, showPage, showPlace, useStore } from '../../store/index.ts';
import { t } from '../../strings/index.ts';
import type { Icon } from '../../ui/index.ts';
import { sayFailure } from '../toasts.ts';

export interface PaletteAction {
  id: string;
  icon: Icon;
  label: string;
  /** Other words for it. */
  keywords: string;
  shortcut?: string;
  act: () => void;
}

/** What can be done as things stand. */
export function actionsFor(): PaletteAction[] {
  const { live, selection } = useStore.getState();
  const missing = live === null ? 0 : countPlaces(live.sessions.values()).ghosts;
  const ticked = selection.ticked.size > 0 ? chosenSessions().filter(({ restorable }) => restorable) : [];
  const chosen = chosenSessions().filter(({ hasTranscript }) => hasTranscript);
  const [open] = ticked.length > 0 ? [] : chosenSessions().filter(({ restorable }) => restorable);
  const words = t.palette;
  return [
    ...(ticked.length === 0
      ? []
      : [action('restore-these', Lamp, words.restoreThese(ticked.length), () => reviewRestore(ticked), 'B')]),
    ...(open === undefined
      ? []
      : [action('restore-one', Lamp, words.restoreOne(open.title), () => reviewRestore([open]), 'B')]),
    ...(missing === 0
      ? []
      : [action('restore-all', Lamp, words.restoreAll(missing), () => runCommand('restore-all'), 'Shift+B')]),
    ...(chosen.length === 0
      ? []
      : [action('export', FileDown, t.export.openThese(chosen.length), () => runCommand('export'))]),
    action('undo', Undo2, words.undo, () => runCommand('undo-last'), 'Mod+Z'),
    ...(live !== null && isNothingHere(live)
      ? []
      : [action('find', Search, words.filter, () => runCommand('find'), '/')]),
    action('refresh', RefreshCw, words.refresh, () => runCommand('refresh'), 'Mod+R'),
    action('ghosts', Ghost, words.missing, () => showPlace('ghosts')),
    action('listed', ListChecks, words.listed, () => showPlace('listed')),
    ...(live === null || live.cowork.length === 0
      ? []
      : [action('cowork', Briefcase, words.cowork, () => showPage('cowork'))]),
    action('history', History, words.history, () => runCommand('history')),
    action('health', HeartPulse, words.health, () => runCommand('health')),
    action('settings', Settings, words.settings, () => runCommand('settings'), 'Mod+,'),
    action('theme-light', Sun, words.theme(t.settings.themes.light), () => set({ theme: 'light' })),
    action('theme-dark', Moon, words.theme(t.settings.themes.dark), () => set({ theme: 'dark' })),
    live?.sample === true
      ? action('sample', FlaskConical, words.leaveSample, () => showSample(false))
      : action('sample', FlaskConical, words.sample, () => showSample(true)),
    action('shortcuts', Keyboard, words.shortcuts, () => runCommand('shortcuts'), '?'),
  ];
}

const action = (id: string, icon: Icon, label: string, act: () => void, shortcut?: string): PaletteAction => ({
  id,
  icon,
  label,
  keywords: t.palette.keywords[id] ?? '',
  act,
  ...(shortcut === undefined ? {} : { shortcut }),
});

const complain = (error: unknown): void => sayFailure(toAskError(error));
const set = (wanted: Request<'settings.set'>): void => void ask('settings.set', wanted).then(setSettings, complain);
const showSample = (on: boolean): void => void ask('sample.show', { on }).catch(complain);
