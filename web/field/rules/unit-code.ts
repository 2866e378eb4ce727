import type { Entry, Visit } from '../store/types.ts';

const SHORTEST_TAIL = 6;

/** The code itself, its last six characters or more as typed, or a text that contains it, as on a licence's QR code. */
export const isCodeOf = ({ unit }: Visit, way: Entry['way'], text: string): boolean => {
  const [own, given] = [unit.code, text].map((code) => code.replace(/\s/g, '').toUpperCase()) as [
    string,
    string,
  ];
  if (given.includes(own)) return true;
  return way === 'typed' && given.length >= Math.min(SHORTEST_TAIL, own.length) && own.endsWith(given);
};
