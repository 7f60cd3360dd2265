// What Ghostlight is compared with: a process that lists the same conversations with the official SDK.
import { listSessions } from '@anthropic-ai/claude-agent-sdk';

const sessions = await listSessions();
console.log(sessions.length);
