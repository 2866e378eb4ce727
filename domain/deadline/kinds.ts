/** What a deadline is about. */
export type DeadlineKind =
  | 'draw'
  | 'signing'
  | 'sign-off'
  | 'visit'
  | 'entry'
  | 'review'
  | 'publication'
  | 'rectification'
  | 'reinspection'
  | 'referral';

/** As written on notices and pages. */
export const DEADLINE_KIND_NAMES: Readonly<Record<DeadlineKind, string>> = {
  draw: '抽取',
  signing: '抽取签名',
  'sign-off': '见证确认',
  visit: '实地检查',
  entry: '结果录入',
  review: '结果审核',
  publication: '结果公示',
  rectification: '整改',
  reinspection: '复查',
  referral: '移送',
};

export const DEADLINE_KINDS = Object.keys(DEADLINE_KIND_NAMES) as readonly DeadlineKind[];
