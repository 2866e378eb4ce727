/** What an audit event or a message is about (对象、事由), by the kind that its writer names. */
export const SUBJECT_NAMES: Readonly<Record<string, string>> = {
  attachment: '附件',
  audit: '留痕',
  authority: '本局',
  bulk: '批量办理',
  campaign: '批量通知',
  'campaign-test': '批量通知试发',
  contact: '联系人',
  cycle: '抽查周期',
  delivery: '消息发送',
  digest: '提醒汇总',
  draw: '抽取',
  feedback: '公众意见',
  holidays: '节假日安排',
  inspector: '执法检查人员',
  'item-list': '事项清单',
  key: '签名密钥',
  message: '消息',
  officer: '工作人员',
  order: '责令改正通知书',
  'other-inspection': '其他检查',
  plan: '年度计划',
  'plan-import': '计划导入',
  publication: '结果公示',
  register: '名录库',
  'register-import': '名录导入',
  rehearsal: '演练',
  section: '科室',
  'settings-proposal': '设置修改',
  statistics: '统计口径',
  task: '检查任务',
  text: '通知文本',
  unit: '检查对象',
  'unit-link': '办理链接',
  'unit-statement': '陈述申请',
  work: '应办事项',
};

/** Registers (名录库) that an import or an entry fills as a whole: they have a name and no number. */
const REGISTERS: Readonly<Record<string, string>> = {
  'draw-exemption': '免抽登记',
  inspector: '执法检查人员名录库',
  inspectors: '执法检查人员名录库',
  item: '抽查事项清单',
  items: '抽查事项清单',
  unit: '检查对象名录库',
  units: '检查对象名录库',
};

/** Which part of the system acted by itself. */
const SYSTEM_PARTS: Readonly<Record<string, string>> = {
  cli: '命令行',
  migration: '系统升级',
  notifier: '消息发送',
  operator: '系统运维',
  portal: '信息公开网页',
  rehearsal: '演练',
  scanner: '附件扫描',
  setup: '安装',
  'sign-in': '登录',
  synthetic: '合成数据',
  workflow: '自动流程',
};

/** `检查任务 pinglu-2021-1-0001`, `检查对象名录库`. */
export const subjectName = (kind: string, id: string): string =>
  (kind === 'register' ? REGISTERS[id] : undefined) ?? `${SUBJECT_NAMES[kind] ?? kind} ${id}`;

/** `系统（信息公开网页）`. @param id as the event has it, e.g. `portal` */
export const systemName = (id: string): string => `系统（${SYSTEM_PARTS[id] ?? id}）`;

/** Who acted, where no officer's name is known. @param name of the officer, where he is known */
export const actorName = (kind: string, id: string, name: string | null): string => {
  if (name !== null) return name;
  if (kind === 'system') return systemName(id);
  return kind === 'unit' ? `检查对象 ${id}` : `工作人员 ${id}`;
};
