import type { ScopeRule } from './plan.ts';

const CUT_OFF =
  /^(?<year>\d{4})年(?:(?<month>\d{1,2})月(?:(?<day>\d{1,2})日)?)?(?:之前|以前|前)(?:依法)?(?:成立|设立|注册|登记|许可|取得许可)(?:的|并|且)?/u;
const OPERATING = /^(?:正常)?(?:在)?(?:运营|营运|经营|营业)(?:中)?的?/u;
/** One part of an area's name; 景区, 社区, 城市 and the like end in the same signs and are no areas. */
const PART =
  '(?:(?![的全及和])\\p{Script=Han}){1,8}?(?:[省县旗]|州(?![市区县])|(?<![景小社园库厂辖])区|(?<![城超])市)';
const AREA = new RegExp(
  `^在?(?<area>(?:全|本|我)[省市区县旗州域]|(?:${PART})+)(?:行政区域|辖区|境)?(?:管辖)?(?:范围)?(?:以内|内)?的?`,
  'u',
);

/** A category that begins or goes on like this is what is left of a longer text. */
const TORN =
  /\d{4}年|成立|\d$|^[\p{Script=Han}]?的|^[及和、，]|^区(?![域级内])|^县(?![域级内乡道])|^市(?![场政级内域区])/u;

const twoDigits = (text: string): string => text.padStart(2, '0');

/**
 * 抽查对象范围 as a rule [R274]: `2021年1月前成立的运营的全区道路旅客运输企业` is area 全区, in operation, category
 * 道路旅客运输企业, founded before 2021-01-01. A cut-off of only a year means its first day. Null where no category is left,
 * or where a cut-off is begun and cannot be read: a person has to say it.
 */
export const scopeRuleOf = (text: string): ScopeRule | null => {
  let rest = text.normalize('NFKC').replace(/\s+/gu, '');
  const cutOff = CUT_OFF.exec(rest);
  rest = rest.slice(cutOff?.[0].length ?? 0);
  const operating = OPERATING.exec(rest);
  rest = rest.slice(operating?.[0].length ?? 0);
  const place = AREA.exec(rest);
  const area = place?.groups?.['area'] ?? null;
  if (area !== null) rest = rest.slice(place?.[0].length ?? 0);
  const late = OPERATING.exec(rest);
  // 经营 also begins categories (经营业户), so only 运营的 and the like with 的 count here.
  if (late?.[0].endsWith('的')) rest = rest.slice(late[0].length);
  if (rest.length < 2 || TORN.test(rest)) return null;
  const foundedBefore =
    cutOff?.groups === undefined
      ? null
      : `${cutOff.groups['year']}-${twoDigits(cutOff.groups['month'] ?? '1')}-${twoDigits(cutOff.groups['day'] ?? '1')}`;
  return { area, category: rest, operating: (operating ?? late) !== null, foundedBefore };
};
