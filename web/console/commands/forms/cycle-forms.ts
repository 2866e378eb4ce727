import { cycleName } from '../../boards/words.ts';
import type { CommandForm, Option } from '../form.ts';
import { orBlank, reason, textOf } from '../form.ts';
import type { Subject } from '../subject.ts';

const nameOf = ({ cycle }: Subject): string => (cycle === null ? '本周期' : cycleName(cycle));

const rowsWhere =
  (unannounced: boolean) =>
  ({ cycle }: Subject): readonly Option[] =>
    (cycle?.rows ?? [])
      .filter(
        ({ rowNumber }) =>
          (cycle?.unannounced ?? []).some((row) => row.rowNumber === rowNumber) === unannounced,
      )
      .map(({ rowNumber, item }) => ({ value: rowNumber, label: `${rowNumber}　${item}` }));

export const pauseCycle: CommandForm = {
  confirm: '暂停周期',
  grave: true,
  fields: [reason()],
  preview: (subject) => `暂停${nameOf(subject)}：停止派发和提醒，未届满的期限顺延到恢复之后。`,
};

export const resumeCycle: CommandForm = {
  confirm: '恢复周期',
  fields: [{ name: 'reason', label: '说明', kind: 'text', optional: true }],
  preview: (subject) => `恢复${nameOf(subject)}，未届满的期限按暂停的工作日数顺延。`,
};

export const cancelCycle: CommandForm = {
  confirm: '取消周期',
  grave: true,
  fields: [reason('写入留痕，计入年度报告。')],
  preview: (subject) => {
    const tasks = (subject.cycle?.rows ?? []).reduce((sum, row) => sum + row.tasks, 0);
    return `取消${nameOf(subject)}${tasks > 0 ? `及其未检查的任务（现有 ${tasks} 项）` : ''}，不能撤回。`;
  },
};

export const makeUnannounced: CommandForm = {
  confirm: '决定不预先通知',
  grave: true,
  fields: [
    { name: 'rowNumber', label: '计划行', kind: 'pick', from: rowsWhere(false) },
    {
      name: 'basis',
      label: '法律依据',
      kind: 'text',
      help: '法律、法规名称及条款；抽取之前决定，写入留痕。',
    },
  ],
  preview: (subject, values) =>
    `${nameOf(subject)}计划行 ${orBlank(textOf(values, 'rowNumber'))} 的检查不预先通知检查对象。`,
};

export const revokeUnannounced: CommandForm = {
  confirm: '撤销决定',
  fields: [{ name: 'rowNumber', label: '计划行', kind: 'pick', from: rowsWhere(true) }, reason()],
  preview: (subject, values) =>
    `${nameOf(subject)}计划行 ${orBlank(textOf(values, 'rowNumber'))} 的检查恢复预先通知。`,
};
