/** UTF-16 units of an SMS in UCS-2: alone, and in each part of a longer one, whose header takes six bytes. */
const ALONE = 70;
const EACH_PART = 67;

/**
 * The parts (条) in which a text goes out: 70 characters alone, else 67 each (3GPP TS 23.040). No part ends in the
 * middle of a rare character, which takes two units.
 */
export const splitSms = (text: string): string[] => {
  if (text.length <= ALONE) return [text];
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = start + EACH_PART;
    const cutsPair = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    parts.push(text.slice(start, cutsPair ? end - 1 : end));
    start = cutsPair ? end - 1 : end;
  }
  return parts;
};
