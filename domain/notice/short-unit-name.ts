/** Where a register's names begin: 内蒙古自治区呼和浩特市新城区, 朔州市平鲁区; at most three steps of the state's division. */
const REGION = /^(?:\p{Script=Han}{2,8}?(?:自治区|自治州|自治县|省|市(?![场政])|县|区(?![域间])|旗)){1,3}/u;
/** How they end, before a branch: what kind of company it is says nothing about which. */
const FORM = /(?:股份有限公司|有限责任公司|有限公司)/u;
/** A shorter rest is no name: 中国红旗运输 is not 运输. */
const SHORTEST = 3;

/**
 * A unit's name as an SMS with little room calls it: 平鲁区宏远货运有限公司 as 宏远货运. Region and form of company go,
 * where enough is left to know it by; a number plate and a person's name stay as they are.
 */
export const shortUnitName = (name: string): string => {
  const bare = name.replace(FORM, '');
  const own = bare.replace(REGION, '');
  return [own, bare].find((each) => each.length >= SHORTEST) ?? name;
};
