import type { Field } from '../../records/fields.ts';

/** As the files of the register say it (`files/registers/units.ts`). */
export const KINDS: Readonly<Record<string, string>> = {
  org: '企业',
  vehicle: '车辆',
  ship: '船舶',
  project: '工程项目',
  station: '场站',
  person: '个人',
};

export const STATUSES: Readonly<Record<string, string>> = {
  operating: '正常经营',
  suspended: '停业',
  closed: '关闭',
  moved: '迁出',
  deregistered: '注销',
};

const text = (name: string, label: string, more: Partial<Field> = {}): Field => ({
  name,
  label,
  kind: 'text',
  ...more,
});

/** By what a unit is drawn: entered once. */
export const UNIT_KEY: readonly Field[] = [
  { name: 'kind', label: '对象类型', kind: 'choice', options: KINDS, needed: true },
  text('code', '统一社会信用代码或编号', {
    needed: true,
    hint: '企业填 18 位统一社会信用代码；车辆填号牌，船舶填登记号，工程项目填批准文号。登记后不能更改。',
  }),
];

/** What may be changed of a unit. */
export const UNIT_FIELDS: readonly Field[] = [
  text('name', '名称', { needed: true }),
  text('category', '行业类别', { needed: true, hint: '与抽查事项清单的“对象类别”一致，否则不会被抽取。' }),
  text('area', '所在区域', { needed: true }),
  {
    name: 'status',
    label: '经营状态',
    kind: 'choice',
    options: STATUSES,
    needed: true,
    hint: '只有正常经营的参加抽取。',
  },
  { name: 'foundedOn', label: '成立日期', kind: 'date' },
  text('address', '地址'),
  text('legalRepresentative', '法定代表人'),
  text('contactName', '联系人'),
  text('contactEmail', '联系邮箱'),
  text('contactPhone', '联系电话'),
  { name: 'weight', label: '抽取权重', kind: 'number', needed: true, hint: '1 至 1000 的整数，一般为 1。' },
  text('riskClass', '信用风险等级'),
  text('size', '规模'),
  { name: 'tags', label: '标签', kind: 'words', hint: '定向抽查按标签划范围，如危货、校车。' },
];

/** The state of a task in a word. */
export const TASK_STATES: Readonly<Record<string, string>> = {
  created: '待派发',
  dispatched: '已派发',
  visited: '已检查',
  entered: '已录入',
  reviewed: '已审核',
  closed: '已办结',
};
export const TASK_ENDS: Readonly<Record<string, string>> = {
  published: '已公示',
  replaced: '已递补',
  cancelled: '已取消',
};
