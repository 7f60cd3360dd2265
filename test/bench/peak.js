// Loaded into a measured process (`node --import`): tells through file descriptor 3, at its end, how much memory it took
// at most, in KiB.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS));
});
