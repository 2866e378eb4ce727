/** From one answer on to the next question that is still open, so that hands stay on the keyboard. */
export const focusNext = (from: HTMLElement): void => {
  [...document.querySelectorAll<HTMLElement>('.doubt.open')]
    .find((doubt) => !doubt.contains(from) && isBehind(from, doubt))
    ?.querySelector<HTMLElement>('input, textarea')
    ?.focus();
};

const isBehind = (from: HTMLElement, other: HTMLElement): boolean =>
  (from.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
