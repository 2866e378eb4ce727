const FAULTS: Readonly<Record<string, string>> = {
  'changed-event': '留痕内容被改动',
  'missing-event': '留痕被删除',
  'missing-seal': '链上缺少一环',
  reordered: '次序被改动',
  'lost-before-sealing': '封存之前丢失',
};
export const faultName = (what: string): string => FAULTS[what] ?? what;
