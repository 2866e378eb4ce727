/**
 * The parts of one item (抽查事项) [R275]: 道路旅客运输、客运站企业及其道路运输车辆技术、企业动态监控进行监督检查 is the
 * enterprise (道路旅客运输、客运站企业), its vehicles' technical condition (道路运输车辆技术) and its dynamic
 * monitoring (企业动态监控). An item without 及其 is one part, itself.
 */
export const itemPartsOf = (item: string): string[] => {
  const bare = item.replace(/^对/u, '').replace(/(?:情况)?(?:进行)?(?:监督)?检查$/u, '');
  const [whole = '', its] = bare.split('及其');
  const parts = its === undefined ? [whole] : [whole, ...its.split(/[、，及和]/u)];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
};
