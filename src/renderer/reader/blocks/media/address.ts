/** An address of this page's own for these bytes; null where they are no base64. Whoever made it revokes it. */
export function addressOf(base64: string, type: string): string | null {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return URL.createObjectURL(new Blob([bytes], { type }));
  } catch {
    return null;
  }
}
