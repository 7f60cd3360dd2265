/** The desktop around the app. A test replaces the methods that it expects to be called. */
const nobody = (what: string) => (): Promise<never> => Promise.reject(new Error(`The test did not expect ${what}.`));

export const dialog = {
  showOpenDialog: nobody('a folder dialog') as (...args: unknown[]) => Promise<unknown>,
  showMessageBox: nobody('a message box') as (...args: unknown[]) => Promise<unknown>,
  showErrorBox: (title: string, text: string): void => void process.stderr.write(`${title}: ${text}\n`),
};

export const shell = {
  openExternal: nobody('a browser') as (url: string) => Promise<unknown>,
  showItemInFolder: (path: string): void => {
    throw new Error(`The test did not expect a file manager at ${path}.`);
  },
};

export const clipboard = {
  writeText: (): never => {
    throw new Error('Pages use navigator.clipboard.');
  },
};
