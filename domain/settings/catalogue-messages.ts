import type { DeadlineKind } from '../deadline/kinds.ts';
import type { SendClass } from '../notice/categories.ts';
import type { SettingEntry, SettingForm } from './setting-entry.ts';

const DUTIES: Readonly<Record<DeadlineKind, string>> = {
  draw: '抽取',
  signing: '抽取签名',
  'sign-off': '监督人确认',
  visit: '实地检查',
  entry: '结果录入',
  review: '结果审核',
  publication: '结果公示',
  rectification: '整改',
  reinspection: '复查',
  referral: '移送',
};
const RECIPIENTS = {
  owner: '责任人',
  chief: '科室负责人',
  office: '领导小组办公室',
  supervisor: '分管领导',
  unit: '检查对象',
} as const;
const CHANNELS = { email: '邮件', sms: '短信' } as const;
const CLASSES: Readonly<Record<SendClass, string>> = {
  duty: '通知',
  reminder: '提醒',
  escalation: '升级督办',
  urgent: '紧急',
};

/** Before an unannounced visit nothing may reach the unit, so its ladder does not offer it. */
const recipientsOf = (kind: DeadlineKind) => {
  const { unit: _unit, ...officers } = RECIPIENTS;
  return kind === 'visit' ? officers : RECIPIENTS;
};

const ladder = (kind: DeadlineKind): SettingForm => ({
  kind: 'rows',
  columns: [
    { name: 'stage', label: '代码', form: { kind: 'text' } },
    {
      name: 'offsetWorkingDays',
      label: '距期限（负数为之前）',
      form: { kind: 'number', min: -366, max: 366, unit: '个工作日' },
    },
    { name: 'recipients', label: '提醒谁', form: { kind: 'words', options: recipientsOf(kind) } },
    { name: 'channels', label: '方式', form: { kind: 'words', options: CHANNELS } },
  ],
});

const WINDOW: SettingForm = {
  kind: 'record',
  none: '不限时段',
  fields: [
    { name: 'from', label: '从', form: { kind: 'time' } },
    { name: 'to', label: '到（不含，可填 24:00）', form: { kind: 'text' } },
    {
      name: 'days',
      label: '日子',
      form: { kind: 'choice', options: { 'every-day': '每天', 'working-days': '工作日' } },
    },
  ],
};

const windows = (Object.entries(CHANNELS) as [keyof typeof CHANNELS, string][]).flatMap(([channel, name]) =>
  (Object.entries(CLASSES) as [SendClass, string][]).map(
    ([sendClass, className]): SettingEntry => ({
      path: `messages.windows.${channel}.${sendClass}`,
      group: '消息',
      name: `${name}发送时段：${className}`,
      explanation: `${className}类${name}只在这一时段发出，其余时间为静默时段，顺延到下一时段。`,
      source: '由本局规定（R279）',
      effect: '立即，包括等待发送的消息。',
      form: WINDOW,
      needsApproval: false,
    }),
  ),
);

export const MESSAGE_SETTINGS: readonly SettingEntry[] = [
  ...(Object.entries(DUTIES) as [DeadlineKind, string][]).map(
    ([kind, name]): SettingEntry => ({
      path: `ladders.${kind}`,
      group: '提醒',
      name: `催办阶梯：${name}`,
      explanation: `“${name}”期限之前、当天、之后提醒谁，用什么方式。`,
      source: '督办考核（R193）；阶梯由本局规定（R279）',
      effect: '立即，包括已经产生的期限；已发出的提醒不重发。',
      form: ladder(kind),
      needsApproval: false,
    }),
  ),
  {
    path: 'reminderTimeOfDay',
    group: '提醒',
    name: '提醒时刻',
    explanation: '提醒在当天几点发出，北京时间。',
    source: '由本局规定',
    effect: '下一次提醒起。',
    form: { kind: 'time' },
    needsApproval: false,
  },
  ...windows,
  {
    path: 'messages.digest.threshold',
    group: '消息',
    name: '汇总条数',
    explanation: '同一人同一渠道等待的提醒达到几条合并为一条；0 为不汇总，不能为 1。',
    source: '由本局规定',
    effect: '立即。',
    form: { kind: 'number', min: 0, max: 100, unit: '条' },
    needsApproval: false,
  },
  {
    path: 'messages.digest.gatherMinutes',
    group: '消息',
    name: '汇总等待',
    explanation: '提醒等到每小时的第几个整段再汇总发出，须能整除 60。',
    source: '由本局规定',
    effect: '立即。',
    form: { kind: 'number', min: 1, max: 60, unit: '分钟' },
    needsApproval: false,
  },
  {
    path: 'portal.displayYears',
    group: '公示网页',
    name: '展示年限',
    explanation: '检查结果在本系统公示网页上展示几年。',
    source: '各类信息的公示期不同，由本局规定',
    effect: '立即。',
    form: { kind: 'number', min: 1, max: 50, unit: '年', none: '长期展示' },
    needsApproval: true,
  },
  {
    path: 'portal.inspectorNames',
    group: '公示网页',
    name: '公布执法检查人员',
    explanation: '公示网页列出姓名和执法证号，还是只公布人数。',
    source: '行政执法公示制度；是否列名由本局规定',
    effect: '立即。',
    form: { kind: 'yes-no', yes: '列出姓名和执法证号', no: '只公布人数' },
    needsApproval: true,
  },
  {
    path: 'officePhone',
    group: '公示网页',
    name: '办公室电话',
    explanation: '写在通知、公示和网页上，接受咨询和监督。',
    source: '接受社会监督（R218）',
    effect: '立即；已发出的通知不变。',
    form: { kind: 'text' },
    needsApproval: false,
  },
];
