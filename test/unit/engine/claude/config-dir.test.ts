import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  readConfigDir,
  readProjectIndex,
  readSideTitle,
  type ConfigDirEntries,
  type TranscriptEntry,
} from '../../../../src/engine/claude/config-dir.ts';
import type { Problem } from '../../../../src/shared/model.ts';
import type { FakeConfigDir } from '../../../support/config-dir.ts';
import { homeForTest } from '../../../support/for-test.ts';
import type { FakeHome } from '../../../support/home.ts';
import { writeJson, setMtime } from '../../../support/json-file.ts';

interface Scene {
  home: FakeHome;
  config: FakeConfigDir;
}

function sceneForTest(): Scene {
  const home = homeForTest('linux');
  return { home, config: home.configDir() };
}

const read = ({ config }: Scene, problems: Problem[] = []): ConfigDirEntries => readConfigDir(config.path, problems);

const idsOf = (scene: Scene): string[] => read(scene).transcripts.map(({ id }) => id);

function only(scene: Scene): TranscriptEntry {
  const [entry] = read(scene).transcripts;
  if (entry === undefined) throw new Error('no transcript');
  return entry;
}

describe('the transcripts of a config dir', () => {
  test('are those of its projects, with what the file system says of them', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript({ mtime: scene.home.ago({ days: 2 }) });
    scene.config.subagent(made);
    const { size, ino } = fs.statSync(made.path);
    expect(only(scene)).toEqual({
      id: made.id,
      path: made.path,
      configDir: scene.config.path,
      folder: '-home-ana-code-harbour',
      size,
      mtimeMs: scene.home.ago({ days: 2 }),
      ino,
      links: 1,
      hasFolder: true,
    });
  });

  test('are not the files of subagents, journals and tools', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    scene.config.legacySubagent(made);
    scene.config.subagent(made);
    const folder = path.dirname(made.path);
    for (const name of [
      'journal.jsonl',
      'agent-acompact-1.jsonl',
      `${made.id}.jsonl.bak`,
      `${made.id}.precompact.json`,
    ])
      fs.writeFileSync(path.join(folder, name), '{}');
    fs.mkdirSync(path.join(folder, '0b5f4c0e-1d2a-4e3b-9f60-7a8b9c0d1e2f.jsonl'));
    const { transcripts, otherFiles } = read(scene);
    expect(transcripts.map(({ id }) => id)).toEqual([made.id]);
    expect(otherFiles).toBe(4);
  });

  test('are not links, which may lead anywhere', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    fs.symlinkSync('/etc/hostname', made.path.replace(made.id, '0b5f4c0e-1d2a-4e3b-9f60-7a8b9c0d1e2f'));
    expect(idsOf(scene)).toEqual([made.id]);
    expect(read(scene).otherFiles).toBe(1);
  });

  test('are found where a project folder was moved and a link left in its place', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    scene.config.linkProject(path.basename(path.dirname(made.path)));
    expect(idsOf(scene)).toEqual([made.id]);
  });

  test('are found by ids in capitals, and told in small letters', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    fs.renameSync(made.path, made.path.replace(made.id, made.id.toUpperCase()));
    expect(only(scene)).toMatchObject({ id: made.id, path: expect.stringContaining(made.id.toUpperCase()) as string });
  });

  test('are told with how many names they have, for Claude refuses a second one', () => {
    const scene = sceneForTest();
    scene.config.hardLink(scene.config.transcript());
    expect(read(scene).transcripts.map(({ links }) => links)).toEqual([2, 2]);
  });

  test('are none where there are no projects, or a file in their place', () => {
    const scene = sceneForTest();
    fs.rmSync(scene.config.projects, { recursive: true });
    expect(read(scene)).toEqual({ transcripts: [], released: new Map(), otherFiles: 0 });
    fs.writeFileSync(scene.config.projects, '');
    const problems: Problem[] = [];
    expect(read(scene, problems).transcripts).toEqual([]);
    expect(problems).toEqual([{ path: scene.config.projects, problem: 'is not a folder' }]);
  });

  test('are found beside a project folder that is on another disk, and it is said that this one is not there', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const [loop, unplugged] = ['loop', 'unplugged'].map((name) => path.join(scene.config.projects, name));
    fs.symlinkSync(loop ?? '', loop ?? '');
    fs.symlinkSync(path.join(scene.home.box, 'gone'), unplugged ?? '');
    fs.writeFileSync(path.join(scene.config.projects, 'notes.txt'), '');
    const problems: Problem[] = [];
    expect(read(scene, problems).transcripts.map(({ id }) => id)).toEqual([made.id]);
    const problem = 'is a link that leads nowhere';
    expect(problems).toEqual([loop, unplugged].map((at) => ({ path: at, problem })));
  });
});

describe('what the app let go of', () => {
  const ID = '3f0c7a52-9d14-4e8b-8a26-51b7c0d9e4f3';
  const AT = 1_787_857_878_676;

  /** When the conversation counts as deleted by a file with this content. */
  function released(content: string, name = `${ID}.desktop-released.json`): number | undefined {
    const scene = sceneForTest();
    const file = path.join(scene.config.projects, '-p', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    setMtime(file, AT);
    return read(scene).released.get(ID);
  }

  test('is what the person deleted, and when', () => {
    const content = { v: 1, releasedAt: '2026-08-31T10:00:00.000Z', reason: 'delete' };
    expect(released(JSON.stringify(content))).toBe(Date.UTC(2026, 7, 31, 10));
    expect(released(JSON.stringify(content), `${ID.toUpperCase()}.desktop-released.json`)).toBe(
      Date.UTC(2026, 7, 31, 10),
    );
  });

  test('is no deletion where another reason is given', () => {
    expect(released('{"v":2,"releasedAt":"2026-08-31T10:00:00.000Z","reason":"handoff"}')).toBeUndefined();
    expect(released('{"reason":null}')).toBeUndefined();
  });

  test.each(['', '\0\0\0\0', '{"v":1,"releasedAt":"2026-', '[]', '{"releasedAt":"soon"}', '{"releasedAt":1e999}'])(
    'is a deletion where the file holds %j, from its date on',
    (content) => expect(released(content)).toBe(AT),
  );

  test('is nothing where the name is no conversation’s', () => {
    expect(released('{"reason":"delete"}', '.desktop-released.json')).toBeUndefined();
    expect(released('{"reason":"delete"}', '..desktop-released.json')).toBeUndefined();
  });
});

describe('what stands beside a transcript', () => {
  test('is a title that the person gave', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    expect(readSideTitle(only(scene))).toBeNull();
    const file = writeJson(made.path.replace(/\.jsonl$/, '/custom-title.json'), { customTitle: 'The lamp' });
    expect(readSideTitle(only(scene))).toBe('The lamp');
    for (const content of ['{"customTitle":""}', '{"customTitle":7}', '[]', '{', '']) {
      fs.writeFileSync(file, content);
      expect(readSideTitle(only(scene))).toBeNull();
    }
  });

  test('is an old index that may know the folder of each conversation, or of all in there', () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const nothing = { folders: new Map(), project: null };
    expect(readProjectIndex(only(scene))).toEqual(nothing);
    const index = scene.config.sessionsIndex(path.basename(path.dirname(made.path)), [made]);
    expect(readProjectIndex(only(scene))).toEqual({ folders: new Map([[made.id, made.cwd]]), project: null });
    writeJson(index, { version: 1, entries: [null, 7, {}, { sessionId: made.id }], originalPath: '/where/it/was' });
    expect(readProjectIndex(only(scene))).toEqual({ folders: new Map(), project: '/where/it/was' });
    for (const content of ['{"entries":{}}', 'null', '{"originalPath":7}', '\0']) {
      fs.writeFileSync(index, content);
      expect(readProjectIndex(only(scene))).toEqual(nothing);
    }
  });
});
