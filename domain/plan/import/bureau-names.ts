/** Names of bureaus in text [R248]: whose plan it is, and whose name has no business in it. */

const BODY =
  '(?:交通运输综合行政执法(?:局|支队|大队)|交通运输(?:局|厅|委员会|委)|交通(?:局|厅|委员会|委)|(?:市场监督管理|应急管理|住房和城乡建设|城市管理|生态环境|公安)局)';
/** An area's own name: no more than the characters before its 区, 县 … that can belong to a name. */
const AREA = '(?:\\p{Script=Han}{1,11}?(?:省|市|区|县|旗|州(?![市区县])|盟))+?';
const NAME = new RegExp(`(?<area>${AREA})(?<body>${BODY})`, 'gu');

/** Words before a name that are no part of it; the last one of them ends what is not the name. */
const BEFORE_NAME =
  /^.*(?:努力将|年度|年|决定|成立|会同|按照|根据|负责|由|将|把|向|对|经|为|于|在|请|报|送|以|被|受|给|及|与)(?![省市区县旗州盟])(?=\p{Script=Han}{2})/u;
/** 市交通运输局, 省交通运输厅: the superior without a name. */
const NAMELESS = /^(?:全|本|我|各|省|市|区|县|旗|州|上级|该)*$/u;

export interface BureauName {
  /** As it stands in the text. */
  readonly text: string;
  /** 朔州市, 平鲁区: the parts of its area. */
  readonly areas: readonly string[];
  readonly body: string;
}

const areasOf = (area: string): string[] =>
  area.match(/\p{Script=Han}+?(?:省|市|区|县|旗|州(?![市区县])|盟)/gu) ?? [];

const trimmed = (area: string): string => area.replace(BEFORE_NAME, '');

/** Every bureau named with its area, in the order of the text. */
export const bureauNames = (text: string): BureauName[] =>
  [...text.replace(/[\s“”"]/gu, '').matchAll(NAME)].flatMap(({ groups }) => {
    const area = trimmed(groups?.['area'] ?? '');
    const body = groups?.['body'] ?? '';
    return NAMELESS.test(area) ? [] : { text: `${area}${body}`, areas: areasOf(area), body };
  });

/**
 * Whether a name is the authority's own: the same last area (平鲁区), and no area above it that contradicts.
 * `superior` also lets the city and province above pass, which plans rightly mention.
 */
export const isOwnName = (own: BureauName, name: BureauName, superior: boolean): boolean => {
  const last = name.areas.at(-1);
  const home = own.areas.at(-1);
  if (last === undefined || home === undefined) return false;
  // Words that are no part of the name may still stand before it, so ends are compared.
  const isOurs = (area: string): boolean => own.areas.some((known) => area.endsWith(known));
  if (last.endsWith(home)) {
    const above = name.areas.slice(0, -1);
    return own.areas.length === 1 || above.every((area) => isOurs(area) || area.endsWith('省'));
  }
  return superior && (isOurs(last) || last.endsWith('省'));
};

/** The authority a text belongs to: the one named in the title, else the one named most often; null where none is. */
export const ownBureau = (title: string | null, texts: readonly string[]): BureauName | null => {
  const titled = bureauNames(title ?? '')[0];
  if (titled !== undefined) return titled;
  const counts = new Map<string, { name: BureauName; count: number }>();
  for (const name of texts.flatMap(bureauNames)) {
    const key = name.areas.at(-1) ?? name.text;
    const seen = counts.get(key);
    const longer = seen !== undefined && seen.name.areas.length >= name.areas.length ? seen.name : name;
    counts.set(key, { name: longer, count: (seen?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.name ?? null;
};
