import { t } from '../strings/index.ts';

interface Shortcut {
  /** As `Kbd` takes them; any of them does it. */
  keys: readonly string[];
  does: string;
}

interface ShortcutGroup {
  name: string;
  shortcuts: readonly Shortcut[];
}

const { shortcuts: words } = t;

/** What the `?` sheet shows. The keys of the list are handled by the list, all others by `use-shortcuts.ts`. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    name: words.groups.list,
    shortcuts: [
      { keys: ['Up', 'Down'], does: words.move },
      { keys: ['Enter'], does: words.open },
      { keys: ['Space'], does: words.tick },
      { keys: ['Shift+Up', 'Shift+Down'], does: words.extend },
      { keys: ['Shift+Space'], does: words.group },
      { keys: [`Mod+${words.click}`], does: words.one },
      { keys: ['Mod+A'], does: words.all },
    ],
  },
  {
    name: words.groups.bring,
    shortcuts: [
      { keys: ['R'], does: words.restore },
      { keys: ['Mod+Z'], does: words.undo },
    ],
  },
  {
    name: words.groups.window,
    shortcuts: [
      { keys: ['/'], does: words.filter },
      { keys: ['Mod+K'], does: words.palette },
      { keys: ['Mod+R'], does: words.refresh },
      { keys: ['Mod+,'], does: words.settings },
      { keys: ['Esc'], does: words.close },
      { keys: ['?'], does: words.help },
    ],
  },
];
