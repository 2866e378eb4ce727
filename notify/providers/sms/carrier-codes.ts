/**
 * Receipt codes by which the mainland's carriers say that there is no such number (空号、不存在的用户). Only those that
 * every table agrees on: a code that also stands for a phone switched off or an unpaid bill must not silence a number.
 * Sources: CMPP code tables (https://cnblogs.com/yhdkzy/p/4238029.html, https://www.cnblogs.com/da-guang/p/5880631.html)
 * and the table of China Mobile codes at https://support.huaweicloud.com/devg-iotcom/iotcom_04_0303.html.
 */
const NO_SUCH_NUMBER: ReadonlySet<string> = new Set([
  'MK:0001',
  'MI:0073',
  'MI:0210',
  'CB:0001',
  'CB:0053',
  'DB:0101',
]);

/** @param more codes that an installation's own carrier uses so */
export const isNoSuchNumber = (code: string, more: readonly string[] = []): boolean =>
  NO_SUCH_NUMBER.has(code) || more.includes(code);
