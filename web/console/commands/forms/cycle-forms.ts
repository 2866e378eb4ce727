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
  preview: (subject) =>
    `暂停${nameOf(subject)}：停止派发和提醒，未届满的期限中止计算、顺延到恢复之后，公示期限除外；通知检查人员和正在整改的检查对象。`,
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

/** Rows that drew and whose work goes on, with how many of each were not drawn. */
const rowsToEnlarge = ({ cycle }: Subject): readonly Option[] =>
  (cycle?.rows ?? [])
    .filter(({ drawn, workEndedOn }) => (drawn ?? 0) > 0 && workEndedOn === null)
    .map(({ rowNumber, item, eligible, drawn }) => ({
      value: rowNumber,
      label: `${rowNumber}　${item}（未抽取 ${Math.max(0, (eligible ?? 0) - (drawn ?? 0))} 个）`,
    }));

export const enlargeDraw: CommandForm = {
  confirm: '申请扩大抽查',
  fields: [
    { name: 'rowNumber', label: '计划行', kind: 'pick', from: rowsToEnlarge },
    { name: 'additional', label: '增抽数量', kind: 'digits', help: '在已抽取的之外再抽取多少个检查对象。' },
    reason('随抽取向社会公开。'),
  ],
  toBody: (values) => ({ ...values, additional: Number(textOf(values, 'additional')) }),
  preview: (subject, values) =>
    `申请在${nameOf(subject)}计划行 ${orBlank(textOf(values, 'rowNumber'))} 尚未抽中的对象中增抽 ${orBlank(textOf(values, 'additional'))} 个；由审批人审批，同意后另行编号、公告，用新的随机数抽取。`,
};

const undecided = ({ cycle }: Subject): readonly Option[] =>
  (cycle?.enlargements ?? [])
    .filter(({ decision }) => decision === null)
    .map(({ id, rowNumber, additional }) => ({
      value: id,
      label: `计划行 ${rowNumber} 增抽 ${additional} 个对象`,
    }));

export const decideEnlargement: CommandForm = {
  confirm: '作出决定',
  grave: true,
  fields: [
    { name: 'enlargementId', label: '申请', kind: 'pick', from: undecided },
    {
      name: 'decision',
      label: '决定',
      kind: 'choice',
      options: [
        { value: 'granted', label: '同意扩大抽查' },
        { value: 'refused', label: '不同意' },
      ],
    },
    reason('告知申请人，写入留痕。'),
  ],
  preview: (subject, values) => {
    const asked = subject.cycle?.enlargements.find(({ id }) => id === textOf(values, 'enlargementId'));
    const decision = textOf(values, 'decision');
    if (asked === undefined || decision === '') return '决定扩大抽查的申请，结果告知申请人。';
    const what = `${nameOf(subject)}计划行 ${asked.rowNumber} 增抽 ${asked.additional} 个对象`;
    return decision === 'granted'
      ? `同意${what}：立即取得抽取编号，名单公告后用新的随机数抽取，不能撤回。`
      : `不同意${what}，告知申请人。`;
  },
};
