/** Text that is JSON already. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An object as JSON; a member that is raw goes in as it is. */
export function json(value: object): string {
  const members = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    const text = inner instanceof Raw ? inner.text : JSON.stringify(inner);
    return `${JSON.stringify(key)}:${text}`;
  });
  return `{${members.join(',')}}`;
}
