import { shortDayText } from '../store/clock.ts';
import type { Visit } from '../store/types.ts';

const OWED: Readonly<Record<string, string>> = { visit: '检查', entry: '录入结果' };

/** 检查期限 3月15日，还剩 5 个工作日（暂定） */
export const deadlineText = ({
  kind,
  dueOn,
  workingDaysLeft,
  urgency,
  provisional,
}: NonNullable<Visit['deadline']>): string => {
  const left =
    urgency === 'overdue'
      ? `已逾期 ${Math.abs(workingDaysLeft)} 个工作日`
      : workingDaysLeft === 0
        ? '今天到期'
        : `还剩 ${workingDaysLeft} 个工作日`;
  return `${OWED[kind] ?? '办理'}期限 ${shortDayText(dueOn)}，${left}${provisional ? '（暂定）' : ''}`;
};
