/** UTF-16 units of an SMS in UCS-2: alone, and in each part of a longer one, whose header takes six bytes. */
const ALONE = 70;
const EACH_PART = 67;

/**
 * The segments (条) in which a Chinese SMS goes out: 70 characters alone, 67 each when it is split (3GPP TS 23.040).
 * The signature 【…】 counts. No segment ends in the middle of a rare character, which takes two units.
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

export const segmentsOf = (text: string): number => splitSms(text).length;

/** The longest text that still fits two segments. */
export const TWO_SEGMENTS = 2 * EACH_PART;
