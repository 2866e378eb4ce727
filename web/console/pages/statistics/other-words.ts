import type { OtherPage } from '../../../../api/resources/statistics/statistics-schema.ts';

export const OTHER_KINDS: Readonly<Record<OtherPage['items'][number]['kind'], string>> = {
  daily: '日常检查',
  special: '专项检查',
  complaint: '投诉举报核查',
  assigned: '上级交办',
  other: '其他',
};
