import type { SectionRow } from '../../db/save-officers.ts';

/** Sections (科室、队、站) as the leading group's list of the 2021 plan names them. The people in them are invented. */
export const SECTIONS: readonly SectionRow[] = [
  { id: 'leaders', name: '局领导' },
  { id: 'admin-office', name: '局办公室' },
  { id: 'general', name: '局综合办' },
  { id: 'finance', name: '局财务股' },
  { id: 'roads', name: '局道路股' },
  { id: 'passenger', name: '局客运办' },
  { id: 'transport', name: '道路运输管理所' },
  { id: 'road-admin', name: '局路政队' },
  { id: 'road-admin-1', name: '局路政一队' },
  { id: 'road-admin-2', name: '局路政二队' },
  { id: 'maintenance', name: '局道路养护中心' },
  { id: 'survey', name: '局公路规划勘察设计队' },
  { id: 'weigh-xiema', name: '歇马关公路超限检测站' },
  { id: 'weigh-beiping', name: '北坪公路超限检测站' },
];

export const PASSENGER = '道路旅客运输';
export const FREIGHT = '道路货物运输';
export const TRAINING = '机动车驾驶员培训';
export const REPAIR = '机动车维修';
export const ROADWORKS = '公路建设';
/** The five trades of the 2021 plan: categories of units, qualifications of inspectors. */
export const TRADES = [PASSENGER, FREIGHT, TRAINING, REPAIR, ROADWORKS] as const;
export type Trade = (typeof TRADES)[number];
