import path from 'node:path';

const FOLDER = path.join(
  import.meta.dirname,
  '..',
  'fixtures',
  'real-cli-2.1.328',
  'projects',
  '-home-keeper-code-harbour',
);

/** The genuine transcripts of Claude Code 2.1.328 by what happens in them. All but `cli` come from the desktop app. */
const SAMPLES = {
  write: 'b62dcd8c-8c91-4a63-856a-574e0f21d955',
  edit: 'a001393c-335b-4352-a1a3-d057d4d752f2',
  bash: 'b6654ddb-54c6-408d-a47c-cb7100b4e760',
  failing: 'fd557d23-033c-49aa-93f6-11aa54f0d81c',
  parallel: '8f1080c3-1ab0-4d47-8546-5a27d5c96bb3',
  'long-output': 'b7308f18-a67c-4c8b-8109-957309db860c',
  agent: 'fe878c56-9d7c-425d-9a33-dcb79c7b1244',
  plain: 'c8444775-e4c3-4bf2-97c7-31fdb1a16e7d',
  cjk: '1b8dbb3b-d580-4685-b0f4-a62acee465c8',
  web: '5cab0807-2aee-449f-af45-2a7bc294a771',
  compacted: '1c5c92dd-6210-46ab-8663-8b3b472c40a2',
  /** `--fork-session` of `compacted` after its third prompt. */
  forked: 'e514a65b-9362-40cc-bee6-83e896b644a2',
  cli: '03c83ecc-91cb-40e8-9bd4-08ea3c3505e6',
  image: 'ac5171c0-6b46-44c7-968d-6062564a1ec2',
  interrupted: '8a9b9507-a01b-4411-97f6-a73c32ebddc7',
} as const;

export type Sample = keyof typeof SAMPLES;

export const sampleNames = Object.keys(SAMPLES) as Sample[];

export function sampleFile(name: Sample): string {
  return path.join(FOLDER, `${SAMPLES[name]}.jsonl`);
}
