const OPEN_FIELDS = '.doubt.open input:not([type=radio]), .doubt.open textarea';

/** From one answer on to the next question that is still open, so that hands stay on the keyboard. */
export const focusNext = (from: HTMLElement): void => {
  const fields = [...document.querySelectorAll<HTMLElement>(OPEN_FIELDS)];
  fields
    .find((field) => (from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
    ?.focus();
};
