/** Words of the public pages. */
import type { ShownOrder } from '../reads/orders.ts';
import type { ResultTrail, ShownResult } from '../reads/results.ts';

export const ORDER_STATES: Readonly<Record<ShownOrder['state'], string>> = {
  issued: '整改中',
  rectified: '已整改',
  referred: '已移送',
  closed: '已办结',
};

export const FINDING_STATES: Readonly<Record<ShownOrder['findings'][number]['state'], string>> = {
  open: '整改中',
  rectified: '已整改',
  waived: '不再要求整改',
  referred: '已移送',
};

export const STANDINGS: Readonly<Record<ShownResult['standing'], string | null>> = {
  'in-force': null,
  corrected: '已更正',
  withdrawn: '已撤回',
};

export const TRAIL_KINDS: Readonly<Record<ResultTrail['kind'], string>> = {
  result: '公示',
  correction: '更正',
  withdrawal: '撤回',
};

const DRAW_STATES: Readonly<Record<string, string>> = {
  locked: '已公告，等待随机数',
  waiting: '已公告，等待随机数',
  drawn: '已抽取，正在公布',
  assigned: '已抽取，正在公布',
  sealed: '已抽取，正在公布',
  published: '已公布',
  void: '作废',
  'not-drawn': '未抽取',
};

/** 0349-0000000, the number that ships with the program: nobody answers there. */
const EXAMPLE_PHONE = /^(?:0\d{2,3}-?)?0{7,8}$/;

/** A telephone number as the public reads it. */
export const phoneText = (phone: string): string =>
  EXAMPLE_PHONE.test(phone.trim()) ? `${phone}（演练用示例号码）` : phone;

const PURPOSES: Readonly<Record<string, string>> = {
  regular: '定期抽取',
  batch: '分批抽取',
  enlargement: '扩大抽查',
  campaign: '专项抽查',
};

export const purposeName = (purpose: string): string => PURPOSES[purpose] ?? purpose;

export const drawStateName = (state: string): string => DRAW_STATES[state] ?? state;
