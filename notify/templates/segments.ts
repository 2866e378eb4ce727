/**
 * Segments (条) of a Chinese SMS: UCS-2, 70 characters alone, 67 each when it is split, because every part then
 * carries a header of six bytes (3GPP TS 23.040). The signature 【…】 counts.
 */
const ALONE = 70;
const EACH_PART = 67;

export const segmentsOf = (text: string): number =>
  text.length <= ALONE ? 1 : Math.ceil(text.length / EACH_PART);

/** The longest text that still fits two segments. */
export const TWO_SEGMENTS = 2 * EACH_PART;
