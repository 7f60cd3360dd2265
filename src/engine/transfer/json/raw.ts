/** Text that is JSON already. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Writes an object as JSON. A member of type Raw is written as it is. */
export function json(value: object): string {
  const members = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    const text = inner instanceof Raw ? inner.text : JSON.stringify(inner);
    return `${JSON.stringify(key)}:${text}`;
  });
  return `{${members.join(',')}}`;
}
