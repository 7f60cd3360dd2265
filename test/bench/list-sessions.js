// What Ghostlight is compared with: a process that lists the same conversations with the official SDK.
import process from 'node:process';

/** Only the benchmark installs it, so its name is kept from whoever checks types without it. */
const name = '@anthropic-ai/claude-agent-sdk';
/** @type {unknown} */
const sdk = await import(name);
const { listSessions } = /** @type {{ listSessions: () => Promise<unknown[]> }} */ (sdk);
process.stdout.write(`${(await listSessions()).length}\n`);
