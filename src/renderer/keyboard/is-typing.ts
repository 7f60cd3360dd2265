/** The keyboard is in a field for text: letters belong to it. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLTextAreaElement || isTextField(target));

const isTextField = (element: HTMLElement): boolean =>
  element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(element.type);
