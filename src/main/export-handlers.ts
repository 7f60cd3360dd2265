import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import type { OpenDialogOptions } from 'electron';
import type { ExportResult } from '../shared/reading.ts';
import { AnswerFailure } from '../engine/service/answer.ts';
import type { ShellHandlers } from '../engine/service/options.ts';
import { readExportFolder, writeExportFolder } from './export-folder.ts';
import type { ShellParts } from './shell-handlers.ts';
import { words } from './words.ts';

type ExportHandlers = Pick<ShellHandlers, 'export.run' | 'export.cancel' | 'export.reveal'>;

const NOTHING: ExportResult = { folder: null, files: [], failed: [], cancelled: true };

/** Pages name no folders: the person chooses one in the system's own dialog. */
export function createExportHandlers(parts: Pick<ShellParts, 'world' | 'service' | 'window'>): ExportHandlers {
  const { service } = parts;
  let last: ExportResult | null = null;
  let isAsking = false;
  return {
    'export.run': async ({ ids, options }) => {
      if (isAsking) throw new AnswerFailure('busy', words.dialogOpen);
      isAsking = true;
      const folder = await chooseFolder(parts).finally(() => {
        isAsking = false;
      });
      if (folder === null) return NOTHING;
      const answer = await service.export({ ids, options, folder, elsewhere: null });
      if (!answer.ok) throw new AnswerFailure(answer.error.code, answer.error.message);
      last = answer.data;
      return answer.data;
    },
    'export.cancel': async () => {
      await service.cancelExport();
      return null;
    },
    'export.reveal': async () => {
      if (last?.folder == null) throw new AnswerFailure('not-found', words.noExport);
      const file = last.files.find(({ path }) => existsSync(path));
      if (file !== undefined) shell.showItemInFolder(file.path);
      else if ((await shell.openPath(last.folder)) !== '') throw new AnswerFailure('not-found', words.exportsGone);
      return null;
    },
  };
}

async function chooseFolder({ world, window }: Pick<ShellParts, 'world' | 'window'>): Promise<string | null> {
  const remembered = join(world.stateDir, 'export-folder.json');
  const options: OpenDialogOptions = {
    title: words.chooseExportFolder,
    message: words.chooseExportFolder,
    buttonLabel: words.exportHere,
    defaultPath: readExportFolder(remembered) ?? app.getPath('documents'),
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  };
  const parent = window.current();
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  const [folder] = filePaths;
  if (canceled || folder === undefined) return null;
  writeExportFolder(remembered, folder);
  return folder;
}
