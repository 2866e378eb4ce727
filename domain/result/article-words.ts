/** What an article demands, in plain words (通俗说明): by the checklists that the authority publishes, never by free text of a finding. */

export interface ChecklistWords {
  readonly itemId: string;
  readonly text: string;
  /** Laws in 《》 with their articles: `《…》第四条、第二十八条；《…》第九条`. */
  readonly legalBasis: string;
}

/** Of the law on work safety (安全生产法, 2021), which binds every trade and stands in few checklists. */
const EVERY_TRADE: readonly ChecklistWords[] = [
  ['第二十八条', '是否对从业人员进行安全生产教育和培训并有记录'],
  ['第四十一条', '是否建立安全风险分级管控和事故隐患排查治理制度，并如实记录'],
  ['第八十一条', '是否制定生产安全事故应急救援预案并定期组织演练'],
].map(([article, text]) => ({ itemId: '', text: text ?? '', legalBasis: `《安全生产法》${article}` }));

/** At most so many: an article that stands behind half a checklist tells nothing. */
const MOST_LINES = 3;

const LAW = /《(?:中华人民共和国)?([^》]+)》([^《]*)/gu;
const ARTICLE = /第[一二三四五六七八九十百千零〇0-9]+条(?:之[一二三四五六七八九十]+)?/gu;

/** `law/article` of every article that a text names. */
const articlesOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(LAW)].flatMap(([, law = '', rest = '']) =>
      [...rest.matchAll(ARTICLE)].map(([article]) => `${law}/${article}`),
    ),
  );

/**
 * @param article of a finding (违反的规定), as the inspector entered it
 * @param itemId of the finding: its own checklist speaks before the others
 * @returns null where no checklist names the article
 */
export const wordsOfArticle = (
  article: string,
  itemId: string,
  lines: readonly ChecklistWords[],
): string | null => {
  const wanted = articlesOf(article);
  const fits = ({ legalBasis }: ChecklistWords): boolean =>
    [...articlesOf(legalBasis)].some((each) => wanted.has(each));
  for (const some of [lines.filter((line) => line.itemId === itemId), lines, EVERY_TRADE]) {
    const texts = [...new Set(some.filter(fits).map(({ text }) => text))];
    if (texts.length > 0) return texts.slice(0, MOST_LINES).join('；');
  }
  return null;
};
