import type { Room } from './use-draw.ts';

/** Names of a draw's states, purposes, events and exclusions for people. */
const STATES: Readonly<Record<string, string>> = {
  announced: '编号已取得，准备公告',
  drafted: '公告拟定，待签名',
  locked: '已公告，待抽取',
  waiting: '已公告，等待随机数',
  drawn: '已抽取，待签名',
  assigned: '已抽取，待签名',
  sealed: '已抽取，待签名',
  published: '已公布',
  void: '作废',
  'not-drawn': '未抽取',
};
export const stateName = ({ state, waitingFor }: Pick<Room, 'state' | 'waitingFor'>): string =>
  state === 'waiting' && waitingFor === null ? '等待' : (STATES[state] ?? state);

/** Before an announcement the state `waiting` means that none can be made. */
export const listedState = (state: string): string => STATES[state] ?? state;

const PURPOSES: Readonly<Record<string, string>> = {
  regular: '周期抽取',
  batch: '分批抽取',
  enlargement: '扩大抽查',
  campaign: '专项抽取',
};
export const purposeName = (purpose: string): string => PURPOSES[purpose] ?? purpose;

/** What an enlargement draws besides, and why. */
export const enlargementText = ({
  rowNumber,
  additional,
  reason,
}: NonNullable<Room['enlargement']>): string =>
  `计划行 ${rowNumber} 增抽 ${additional} 个对象，理由：${reason}`;

/** Which cycle a hall looks at, and what is drawn besides where that is all. */
export const aboutDraw = ({ cycle, enlargement }: Pick<Room, 'cycle' | 'enlargement'>): string =>
  enlargement === null ? cycle : `${cycle}　${enlargementText(enlargement)}`;

export const EVENT_NAMES: Readonly<Record<string, string>> = {
  'announced-late': '公告晚于预定时间发布',
  'otc-revealed': '公开一次性密码',
  'witness-signed': '见证人确认',
  'witness-objected': '见证人提出异议',
  substitution: '递补检查对象',
  recusal: '检查人员回避',
  reassignment: '改派检查人员',
  void: '抽取作废',
  'not-drawn': '未抽取',
  'key-lost': '签名密钥挂失',
  'key-rotated': '签名密钥更换',
};

export const DOCUMENT_NAMES = { announcement: '抽取公告', receipt: '抽取回执', event: '其后事项' } as const;

type Source = Room['sources'][number];
export const sourceName = ({ kind, round }: Source): string => {
  if (kind === 'dice') return '现场投骰';
  return kind === 'drand' ? `公共信标第 ${round} 轮` : '演练种子';
};

type Stratum = Room['strata'][number];
/** `30 %`, `全部`, `定数`: how many of the stratum, as the plan says. */
export const ratioText = ({ ratio, eligible, quota }: Stratum): string => {
  if (ratio === null) return '定数';
  if (eligible === quota && ratio.numerator === ratio.denominator) return '全部';
  const percent = (ratio.numerator / ratio.denominator) * 100;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(2)}%`;
};

/** How likely a unit of the stratum is drawn. */
export const probabilityText = ({ probability }: Stratum): string => {
  const { kind, numerator, denominator } = probability;
  if (kind === 'certainty') return '必然抽中';
  if (kind === 'by-weight') return '按权重';
  return `${numerator}/${denominator}`;
};

/** Hashes are compared by eye: groups of eight. */
export const grouped = (hash: string): string[] => hash.match(/.{1,8}/g) ?? [];

/** `org:91140603…` without its kind. */
export const codeOf = (label: string): string => label.slice(label.indexOf(':') + 1);
