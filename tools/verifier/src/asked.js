/** What people type when they ask after one unit: a code written otherwise than in the lists, or no code at all. */

/** As a code is compared: full-width digits, small letters and spaces come from how it was typed. */
export const foldCode = (text) => text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();

/** Codes have digits, and end in a digit, a letter or one sign (挂, 号); names of companies and people do not. */
export const isLikeName = (folded) =>
  !/[0-9]/u.test(folded) || /[\u3400-\u9fff]{2}[^0-9A-Z\u3400-\u9fff]*$/u.test(folded);

/** Said where a name is in neither list: of a name nothing can be told, least of all that it was not drawn. */
export const nameAskedWords = (asked) => ({
  zh: `“${asked}”像是名称，不是代码。名单只列代码，不能凭名称判断是否抽中。请输入统一社会信用代码、车牌号、船舶登记号等代码；不知道代码的，可在公布本次抽取的网页“抽取名单”中按名称查找。`,
  en: `“${asked}” looks like a name. The lists hold codes, so nothing can be said of a name. Ask by the credit code, plate or registration; the page that publishes this draw finds codes by name.`,
});
