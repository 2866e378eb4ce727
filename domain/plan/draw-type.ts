import type { DrawType } from './plan.ts';

/** The words of the plan table, which the importer's output also uses. */
export const DRAW_TYPE_WORDS: Readonly<Record<DrawType, string>> = {
  directed: '定向',
  undirected: '不定向',
  either: '定向或不定向',
};

/** 抽查类型 as a plan writes it, with or without 抽查 at its end; null where it is none of the three [R272]. */
export const drawTypeOf = (text: string): DrawType | null => {
  const bare = text.normalize('NFKC').replace(/\s+/gu, '').replace(/抽查$/u, '');
  if (/^(不定向(或|和|、|\/)定向|定向(和|、|\/)不定向)$/u.test(bare)) return 'either';
  const found = Object.entries(DRAW_TYPE_WORDS).find(([, words]) => words === bare);
  return found === undefined ? null : (found[0] as DrawType);
};
