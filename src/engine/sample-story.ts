/** The day on which the built-in sample is looked at, whenever that is: its story ends two days before. */
export const SAMPLE_NOW = Date.parse('2026-11-20T12:00:00Z');
