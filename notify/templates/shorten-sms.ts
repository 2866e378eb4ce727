import { segmentsOf, TWO_SEGMENTS } from './segments.ts';
import type { Clip } from './wording.ts';

export interface FittedSms {
  readonly text: string;
  readonly segments: number;
  /** Something had to be cut that the wording did not offer to clip: the params are longer than anyone foresaw. */
  readonly isCut: boolean;
}

/** Tried in this order: as the wording asks, then ever shorter params. */
const SCALES = [1, 0.85, 0.7, 0.55, 0.45, 0.35, 0.25];
const SHORTEST_CLIP = 4;
const MOST_SEGMENTS = 2;

/** Words an SMS with its signature so that it fits two segments. */
export const fitSms = (signature: string, word: (clip: Clip) => string): FittedSms => {
  for (const scale of SCALES) {
    const text = signature + word(clipTo(scale));
    const segments = segmentsOf(text);
    if (segments <= MOST_SEGMENTS) return { text, segments, isCut: false };
  }
  const longest = signature + word(clipTo(0));
  // A rare character at the end of a segment leaves that one unit short.
  const cut = [TWO_SEGMENTS - 1, TWO_SEGMENTS - 2].map((length) => `${cutAt(longest, length)}…`);
  const text = cut.find((each) => segmentsOf(each) <= MOST_SEGMENTS) ?? '';
  return { text, segments: MOST_SEGMENTS, isCut: true };
};

const clipTo =
  (scale: number): Clip =>
  (text, characters) => {
    const length = Math.max(SHORTEST_CLIP, Math.floor(characters * scale));
    return text.length <= length ? text : `${cutAt(text, length - 1)}…`;
  };

/** Never through the middle of a rare character, which takes two UTF-16 units. */
const cutAt = (text: string, length: number): string => {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
};
