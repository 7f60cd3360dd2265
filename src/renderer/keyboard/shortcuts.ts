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

/** What the `?` sheet shows. The list and the reader handle their own keys, the others are handled by `use-shortcuts.ts`. */
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
      { keys: ['B'], does: words.restore },
      { keys: ['Shift+B'], does: words.restoreAll },
      { keys: ['Mod+Enter'], does: words.confirm },
      { keys: ['Mod+Z'], does: words.undo },
    ],
  },
  {
    name: t.reader.keys.group,
    shortcuts: [
      { keys: ['Mod+F'], does: t.reader.keys.find },
      { keys: ['F3', 'Shift+F3'], does: t.reader.keys.again },
      { keys: ['Alt+Up', 'Alt+Down'], does: t.reader.keys.prompt },
      { keys: ['K', 'J'], does: t.reader.keys.step },
      { keys: ['Home', 'End'], does: t.reader.keys.ends },
      { keys: ['O'], does: t.reader.keys.outline },
      { keys: ['C'], does: t.reader.keys.copy },
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
