import { day, inSystem } from './phrases.ts';
import { officerDemand, officerDemandShort, standing } from './reminder-phase.ts';
import type { Template, TemplateGroup, TemplateParams, Wording } from './wording.ts';

type OfTask =
  | 'reminder.visit'
  | 'reminder.entry'
  | 'reminder.review'
  | 'reminder.transfer'
  | 'reminder.publication';
type OfOrder = 'reminder.rectification' | 'reminder.reinspection' | 'reminder.referral';

interface Duty {
  /** What is owed, 实地检查. */
  readonly name: string;
  /** Where it is done in the system. */
  readonly place: string;
  /** Said in every mail about it. */
  readonly rule: string;
}

/** What officers owe for a task: the three tones are the same for every duty, its name and rule are not. */
const ofTask = <C extends OfTask>(duty: Duty): readonly [Template<C>] => [
  {
    version: 1,
    officer: {
      email: (p: TemplateParams<OfTask>) => ({
        subject: `${duty.name}${standing(p)}：${p.unitName}（${p.taskNumber}）`,
        blocks: [
          `下列检查任务的${duty.name}${standing(p)}。`,
          {
            facts: [
              ['任务编号', p.taskNumber],
              ['检查对象', p.unitName],
              [`${duty.name}期限`, day(p.dueOn)],
            ],
          },
          duty.rule,
          `${officerDemand(p)}${inSystem(duty.place)}`,
        ],
      }),
      sms: (p: TemplateParams<OfTask>, clip) =>
        `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 26)}）的${duty.name}${standing(p)}，期限${day(p.dueOn)}。${officerDemandShort(p)}`,
    } as Wording<C>,
  },
];

const orderOfficer = <C extends OfOrder>(duty: Duty): Wording<C> =>
  ({
    email: (p: TemplateParams<OfOrder>) => ({
      subject: `${duty.name}${standing(p)}：${p.unitName}（${p.orderNumber}）`,
      blocks: [
        `下列责令改正事项的${duty.name}${standing(p)}。`,
        {
          facts: [
            ['文书编号', p.orderNumber],
            ['检查对象', p.unitName],
            [`${duty.name}期限`, day(p.dueOn)],
          ],
        },
        duty.rule,
        `${officerDemand(p)}${inSystem(duty.place)}`,
      ],
    }),
    sms: (p: TemplateParams<OfOrder>, clip) =>
      `责令改正通知书${clip(p.orderNumber, 22)}（${clip(p.unitName, 24)}）的${duty.name}${standing(p)}，期限${day(p.dueOn)}。${officerDemandShort(p)}`,
  }) as Wording<C>;

const unitDemand = (phase: string): string => {
  if (phase === 'after')
    return '请立即改正并报告。逾期不改正的，本局将依法处理；有正当理由的，请立即书面说明并附证明材料。';
  const early = phase === 'before' ? '请在期限内改正完毕' : '请于今日改正完毕';
  return `${early}，并提交改正报告和证明材料，本局将组织复查。确有困难不能按期改正的，应当在期限届满前书面申请延期并说明理由。`;
};

const unitDemandShort = (phase: string): string => {
  if (phase === 'before') return '请按期改正并报告，确有困难的请在到期前申请延期。';
  if (phase === 'on') return '请今日改正并报告，确有困难的请今日申请延期。';
  return '请立即改正并报告；逾期不改正的将依法处理，有正当理由的请书面说明。';
};

/** The unit is told what it owes and what it may ask for. */
const RECTIFICATION_UNIT: Wording<'reminder.rectification'> = {
  email: (p) => ({
    subject: `改正期限${standing(p)}（${p.orderNumber}）`,
    blocks: [
      `贵单位《责令改正通知书》所列问题的改正期限${standing(p)}。`,
      {
        facts: [
          ['文书编号', p.orderNumber],
          ['当事人', p.unitName],
          ['改正期限', day(p.dueOn)],
        ],
      },
      unitDemand(p.phase),
      '贵单位有权进行陈述和申辩；已经改正并报告的，无需理会本提醒。如有疑问，请与通知书所列承办人员联系。',
    ],
  }),
  sms: (p, clip) =>
    `${clip(p.unitName, 24)}：责令改正通知书${clip(p.orderNumber, 20)}的改正期限${standing(p)}（${day(p.dueOn)}）。${unitDemandShort(p.phase)}`,
};

/** Reminders (提醒): one text per duty, worded by phase, with its working days. */
export const REMINDER_TEMPLATES: TemplateGroup<
  'reminder.draw' | 'reminder.signing' | 'reminder.sign-off' | OfTask | OfOrder
> = {
  'reminder.draw': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `抽取${standing(p)}：${p.cycleName}`,
          blocks: [
            `${p.cycleName}的抽取${standing(p)}。`,
            {
              facts: [
                ['周期', p.cycleName],
                ['抽取期限', day(p.dueOn)],
              ],
            },
            '抽取条件不具备的，请按准备情况逐项补齐；超过最迟抽取日期的，本周期将按“未抽取”结束。',
            `${officerDemand(p)}${inSystem('抽查周期')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 24)}的抽取${standing(p)}，期限${day(p.dueOn)}。${officerDemandShort(p)}`,
      },
    },
  ],
  'reminder.signing': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.drawNumber}号抽取签名${standing(p)}`,
          blocks: [
            `${p.cycleName}${p.drawNumber}号抽取的${p.documentName}签名${standing(p)}。`,
            {
              facts: [
                ['抽取编号', p.drawNumber],
                ['签名文件', p.documentName],
                ['尚缺签名', p.missing],
                ['签名期限', day(p.dueOn)],
              ],
            },
            '公告逾期未签名的，本次抽取作废，编号保留并公开原因；回执未签名的，抽取记录不能公布，检查任务不能派发；抽取后的事项未签名的，公众核验时逐次提示。',
            `${officerDemand(p)}${inSystem('抽取签名')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}${clip(p.drawNumber, 16)}号抽取的${p.documentName}签名${standing(p)}，期限${day(p.dueOn)}。${officerDemandShort(p)}`,
      },
    },
  ],
  'reminder.sign-off': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.drawNumber}号抽取见证确认${standing(p)}`,
          blocks: [
            `${p.cycleName}${p.drawNumber}号抽取的见证确认${standing(p)}。`,
            {
              facts: [
                ['抽取编号', p.drawNumber],
                ['确认期限', day(p.dueOn)],
              ],
            },
            '见证人应当核验后确认，或者提出异议并写明理由；逾期未确认的情况一并公开。',
            `${officerDemand(p)}${inSystem('抽取记录')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}${clip(p.drawNumber, 16)}号抽取的见证确认${standing(p)}，期限${day(p.dueOn)}。${officerDemandShort(p)}`,
      },
    },
  ],
  'reminder.visit': ofTask({
    name: '实地检查',
    place: '我的任务',
    rule: '实地检查不得少于两人，应当出示执法证件。',
  }),
  'reminder.entry': ofTask({
    name: '结果录入',
    place: '我的任务',
    rule: '检查结果应当如实、逐项录入，并附检查记录。',
  }),
  'reminder.review': ofTask({
    name: '结果审核',
    place: '待审核',
    rule: '录入人不得审核本人录入的结果。',
  }),
  'reminder.transfer': ofTask({
    name: '问题线索移送',
    place: '移送抄告',
    rule: '不属于本局管辖的，应当移送有管辖权的行政机关；涉嫌犯罪的，应当依法移送司法机关，不得以罚代移、久拖不移。',
  }),
  'reminder.publication': ofTask({
    name: '结果公示',
    place: '结果公示',
    rule: '公示期限不得延长，各公示渠道均应完成并上传证明。',
  }),
  'reminder.rectification': [
    {
      version: 1,
      officer: orderOfficer({
        name: '整改',
        place: '整改复查',
        rule: '请督促检查对象改正并报告；检查对象申请延期的，应当在期限届满前作出决定。',
      }),
      unit: RECTIFICATION_UNIT,
    },
  ],
  'reminder.reinspection': [
    {
      version: 1,
      officer: orderOfficer({
        name: '复查',
        place: '整改复查',
        rule: '复查应当逐项核实，复查不合格的按程序再次责令改正或者移送处理。',
      }),
    },
  ],
  'reminder.referral': [
    {
      version: 1,
      officer: orderOfficer({
        name: '移送',
        place: '整改复查',
        rule: '经复查仍未改正的，应当依法移送有权机关或者作出处理，不得以不了了之结案。',
      }),
    },
  ],
};
