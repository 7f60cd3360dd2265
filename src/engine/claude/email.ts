import { stringAt } from '../files.ts';

/** Of the usual form, and no longer than an address may be; else it is a text that somebody put there. */
const EMAIL = /^[^\s\p{Cc}\p{Cs}@"'<>{}[\]]{1,64}@[^\s\p{Cc}\p{Cs}@"'<>{}[\]]{1,190}$/u;

/** `value[key]` where that is an e-mail address: it is shown to the person as the name of an account. */
export function emailAt(value: unknown, key: string): string | null {
  const address = stringAt(value, key);
  return address !== null && EMAIL.test(address) ? address : null;
}
