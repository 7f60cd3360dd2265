const UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** A size in English: `143 kB`, `1.5 MB`. */
export function formatBytes(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** unit).toLocaleString('en', { maximumFractionDigits: unit < 2 ? 0 : 1 })} ${UNITS[unit] ?? ''}`;
}
