/** What a result code says about the visit, whatever number a platform gives it. */
export type ResultMeaning =
  | 'clean'
  | 'findings-ordered'
  | 'findings-pending'
  | 'unreachable'
  | 'refused'
  | 'no-activity'
  | 'not-published'
  | 'false-information';

/** One entry of an authority's result table. Codes differ by platform, so the table is data (field rules, section 4). */
export interface ResultCode {
  readonly code: string;
  readonly name: string;
  readonly meaning: ResultMeaning;
}

/**
 * The everyday list of eight of the market-supervision systems. Each name was seen in use; that these are the
 * national set, and the numbers, are not confirmed: hence a setting.
 */
export const EVERYDAY_RESULT_CODES: readonly ResultCode[] = [
  { code: '1', name: '未发现问题', meaning: 'clean' },
  { code: '2', name: '未按规定公示应当公示的信息', meaning: 'not-published' },
  { code: '3', name: '公示信息隐瞒真实情况、弄虚作假', meaning: 'false-information' },
  { code: '4', name: '通过登记的住所（经营场所）无法联系', meaning: 'unreachable' },
  { code: '5', name: '发现问题已责令改正', meaning: 'findings-ordered' },
  { code: '6', name: '不配合检查情节严重', meaning: 'refused' },
  { code: '7', name: '未发现开展本次抽查涉及的经营活动', meaning: 'no-activity' },
  { code: '8', name: '发现问题待后续处理', meaning: 'findings-pending' },
];
