import { type Conclusion, VERDICT_NAMES, type Verdict } from './conclusion.ts';

const ORDER = Object.keys(VERDICT_NAMES) as readonly Verdict[];

/** How many messages came to what; verdicts that none came to are left out. */
export const tallyOf = (conclusions: readonly Conclusion[]): Partial<Record<Verdict, number>> => {
  const tally: Partial<Record<Verdict, number>> = {};
  for (const verdict of ORDER) {
    const count = conclusions.filter((conclusion) => conclusion.verdict === verdict).length;
    if (count > 0) tally[verdict] = count;
  }
  return tally;
};

/** `共 8 件：已送达 5，未送达 1。` */
export const tallySentence = (conclusions: readonly Conclusion[]): string => {
  const parts = Object.entries(tallyOf(conclusions)).map(
    ([verdict, count]) => `${VERDICT_NAMES[verdict as Verdict]} ${count}`,
  );
  return parts.length === 0 ? '没有符合条件的消息。' : `共 ${conclusions.length} 件：${parts.join('；')}。`;
};
