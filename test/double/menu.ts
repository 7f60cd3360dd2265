const ROLES = new Set(
  (
    'about appMenu close copy cut delete editMenu fileMenu front help hide hideOthers minimize paste quit redo reload ' +
    'resetZoom selectAll services toggleDevTools togglefullscreen undo unhide viewMenu window windowMenu zoom zoomIn zoomOut'
  ).split(' '),
);
const ACCELERATOR =
  /^((CmdOrCtrl|CommandOrControl|Cmd|Ctrl|Alt|Option|Shift|Super)\+)*([A-Z0-9,./;[\]`'=-]|F\d{1,2}|Plus|Space|Tab|Delete|Up|Down|Left|Right)$/;
const OF_MACOS = new Set(['appMenu', 'services', 'hide', 'hideOthers', 'unhide', 'front', 'zoom']);

interface Template {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  submenu?: Template[] | Menu;
  click?: () => void;
}

export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly click: () => void;

  constructor(template: Template) {
    const { id, role, label, type, accelerator, submenu, click } = template;
    if (role !== undefined && !ROLES.has(role)) throw new Error(`There is no menu role ${role}.`);
    if (role !== undefined && OF_MACOS.has(role) && process.platform !== 'darwin') {
      throw new Error(`The menu role ${role} is one of macOS.`);
    }
    if (accelerator !== undefined && !ACCELERATOR.test(accelerator)) throw new Error(`${accelerator} is no shortcut.`);
    if (label === undefined && role === undefined && type !== 'separator')
      throw new Error('A menu item needs a label.');
    this.id = id;
    this.role = role;
    this.label = label ?? role ?? '';
    this.type = type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = accelerator;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
    this.click = () => click?.();
  }
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[];

  constructor(items: MenuItem[] = []) {
    this.items = items;
  }

  static buildFromTemplate(template: Template[]): Menu {
    const menu = new Menu(template.map((item) => new MenuItem(item)));
    const shortcuts = menu.#all().flatMap(({ accelerator }) => accelerator ?? []);
    const twice = shortcuts.find((shortcut, at) => shortcuts.indexOf(shortcut) !== at);
    if (twice !== undefined) throw new Error(`The menu uses ${twice} twice.`);
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  getMenuItemById(id: string): MenuItem | null {
    return this.#all().find((item) => item.id === id) ?? null;
  }

  #all(): MenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu === undefined ? [] : item.submenu.#all())]);
  }
}
