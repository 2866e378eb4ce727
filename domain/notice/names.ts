import type { NoticeCode } from './catalog.ts';

/** Notices as people call them. */
export const NOTICE_NAMES: Readonly<Record<NoticeCode, string>> = {
  'plan.not-approved': '年度计划未批准提醒',
  'calendar.notice-missing': '节假日安排未录入提醒',
  'cycle.opened': '周期启动通知',
  'cycle.waiting': '周期等待提醒',
  'cycle.enlargement': '扩大抽查通知',
  'cycle.paused': '周期暂停通知',
  'cycle.resumed': '周期恢复通知',
  'cycle.cancelled': '周期取消通知',
  'cycle.closed': '周期办结通知',
  'draw.done': '抽取完成通知',
  'draw.to-sign': '抽取文件签名通知',
  'draw.to-witness': '抽取见证确认通知',
  'draw.objected': '见证人异议通知',
  'draw.not-drawn': '未抽取通知',
  'task.dispatched': '检查任务派发通知',
  'task.dispatched-unannounced': '检查任务派发通知（不预先通知）',
  'task.announced': '实施检查通知',
  'task.team-changed': '检查人员变更通知',
  'task.cancelled': '检查取消通知',
  'task.transfer-owed': '问题线索待移送通知',
  'task.transferred': '问题线索移送通知',
  'result.to-review': '结果待审核通知',
  'result.returned': '结果退回通知',
  'publication.to-approve': '公示待批准通知',
  'publication.due': '结果待公示通知',
  'publication.confirmed': '结果公示告知',
  'publication.corrected': '公示更正告知',
  'publication.withdrawn': '公示撤回告知',
  'order.issued': '责令改正告知',
  'order.extension-requested': '延期申请通知',
  'order.extension-decided': '延期决定告知',
  'order.paused': '改正期限中止告知',
  'order.resumed': '改正期限恢复告知',
  'order.reinspected': '复查结果告知',
  'order.closed': '整改办结告知',
  'order.referred': '移送告知',
  'contact.code': '联系方式核验码',
  'account.changed': '账号变更通知',
  'unit.link': '检查对象办理链接',
  'unit.statement': '收到陈述申请通知',
  'unit.answered': '陈述申请答复通知',
  'reminder.draw': '抽取期限提醒',
  'reminder.signing': '抽取签名期限提醒',
  'reminder.sign-off': '见证确认期限提醒',
  'reminder.visit': '实地检查期限提醒',
  'reminder.entry': '结果录入期限提醒',
  'reminder.review': '结果审核期限提醒',
  'reminder.publication': '结果公示期限提醒',
  'reminder.rectification': '改正期限提醒',
  'reminder.reinspection': '复查期限提醒',
  'reminder.referral': '移送期限提醒',
  'reminder.transfer': '问题线索移送期限提醒',
  'digest.reminders': '期限提醒汇总',
  'office.notice': '办公室通知',
};

/** A code that an older release wrote and this one no longer has stays as it is. */
export const noticeName = (code: string): string =>
  (NOTICE_NAMES as Readonly<Record<string, string>>)[code] ?? code;

export const CHANNEL_NAMES = { email: '邮件', sms: '短信' } as const;

const STAGE = /(?:^|\.)(before|on|after)(?:-(\d+))?$/;

/** Which rung of the ladder a stage (`visit.before-3`) stands for; null for a notice that no deadline caused. */
export const stageWords = (stage: string): string | null => {
  const [, phase, days] = STAGE.exec(stage) ?? [];
  if (phase === 'on') return '到期当日';
  if (phase === undefined || days === undefined) return null;
  return phase === 'before' ? `到期前 ${days} 个工作日` : `逾期 ${days} 个工作日`;
};
