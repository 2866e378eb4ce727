import { ORDERS } from './pages.ts';
import {
  contact,
  day,
  decisionWord,
  findingsBlock,
  firstDay,
  inSystem,
  REMEDIES,
  RIGHT_TO_BE_HEARD,
} from './phrases.ts';
import type { EmailWording, TemplateGroup, TemplateParams, Wording } from './wording.ts';

const decided = (
  p: TemplateParams<'order.extension-decided'>,
  unitLabel: string,
  closing: string,
): EmailWording => ({
  subject: `关于延期改正申请的决定（${p.orderNumber}）`,
  blocks: [
    '对延长改正期限的申请，经研究，决定如下：',
    {
      facts: [
        ['文书编号', p.orderNumber],
        [unitLabel, p.unitName],
        ['决定', decisionWord(p.decision)],
        ['理由', p.reason],
        ['改正期限', day(p.dueOn)],
      ],
    },
    closing,
  ],
});

/** @param place how the page is told, where the mail does not name it by its menu */
const issuedToOfficer = (place: string): Wording<'order.issued'> => ({
  email: (p) => ({
    subject: `责令改正通知书已发出：${p.unitName}（${p.orderNumber}）`,
    blocks: [
      '下列责令改正通知书已经发出，请跟踪督促，到期组织复查。',
      {
        facts: [
          ['文书编号', p.orderNumber],
          ['检查对象', p.unitName],
          ['改正期限', day(p.dueOn)],
        ],
      },
      '责令改正的问题：',
      findingsBlock(p.findings),
      `送达情况请及时登记。${place}对外联系电话：${p.officePhone}。`,
    ],
  }),
  sms: (p, clip) =>
    `责令改正通知书${clip(p.orderNumber, 22)}（${clip(p.unitName, 24)}）已发出，改正期限${firstDay(p.dueOn)}，请督促并到期复查。`,
});

/** @param answer how the unit reports and asks for time */
const issuedToUnit = (answer: string): Wording<'order.issued'> => ({
  email: (p) => ({
    subject: `责令改正通知（${p.orderNumber}）`,
    blocks: [
      '经检查，贵单位存在应当改正的问题：',
      findingsBlock(p.findings),
      '依据《中华人民共和国行政处罚法》第二十八条第一款及《责令改正通知书》所列规定，责令贵单位在下列期限前改正完毕；通知书要求立即改正的，应当立即改正。',
      {
        facts: [
          ['文书编号', p.orderNumber],
          ['当事人', p.unitName],
          ['改正期限', `${day(p.dueOn)}（含当日）`],
        ],
      },
      answer,
      '逾期不改正或者经复查仍不合格的，本局将依法处理。',
      RIGHT_TO_BE_HEARD,
      REMEDIES,
      `本邮件为提示，责令改正的内容以依法送达的《责令改正通知书》为准。${contact(p.officePhone)}`,
    ],
  }),
  sms: (p, clip) =>
    `${clip(p.unitName, 22)}：请按责令改正通知书${clip(p.orderNumber, 20)}在${firstDay(p.dueOn)}前改正并报告。可陈述申辩；不服可依法申请复议或起诉。电话${p.officePhone}`,
});

/** The rectification order (责令改正通知书) from issue to its deadline's extension [R8, R40]. */
export const ORDER_TEMPLATES: TemplateGroup<
  'order.issued' | 'order.extension-requested' | 'order.extension-decided'
> = {
  'order.issued': [
    {
      version: 1,
      officer: issuedToOfficer(inSystem('整改复查')),
      unit: issuedToUnit(
        '改正完毕后，请向承办执法人员提交改正报告和证明材料，本局将组织复查。确有困难不能按期改正的，应当在期限届满前书面申请延期并说明理由。',
      ),
    },
    {
      version: 3,
      ...{ page: ORDERS, smsAsIn: 1 },
      officer: issuedToOfficer(''),
      unit: issuedToUnit(
        '收到本局另行发送的“责令改正通知书办理链接”的，可以通过该链接阅读、下载通知书全文，报告整改、提交证明材料、申请延期；也可以向承办执法人员提交书面改正报告和证明材料。本局将组织复查。确有困难不能按期改正的，应当在期限届满前申请延期并说明理由。',
      ),
    },
  ],
  'order.extension-requested': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `延期改正申请待审批：${p.unitName}（${p.orderNumber}）`,
          blocks: [
            '收到延长改正期限的申请，请在原期限届满前作出决定。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['检查对象', p.unitName],
                ['申请理由', p.reason],
                ['申请延至', day(p.newDueOn)],
              ],
            },
            inSystem('整改复查'),
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 22)}申请将责令改正通知书${clip(p.orderNumber, 20)}的期限延至${day(p.newDueOn)}，理由：${clip(p.reason, 26)}。请及时审批。`,
      },
      unit: {
        email: (p) => ({
          subject: `已收到延期改正申请（${p.orderNumber}）`,
          blocks: [
            '本局已收到贵单位延长改正期限的申请，将在原期限届满前作出决定并告知贵单位。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['申请单位', p.unitName],
                ['申请理由', p.reason],
                ['申请延至', day(p.newDueOn)],
              ],
            },
            '决定作出前，原期限继续有效。',
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：已收到贵单位对责令改正通知书${clip(p.orderNumber, 20)}的延期申请（延至${day(p.newDueOn)}）。决定作出前，原期限继续有效。`,
      },
    },
  ],
  'order.extension-decided': [
    {
      version: 1,
      officer: {
        email: (p) => decided(p, '检查对象', '请按决定后的期限跟踪督促。'),
        sms: (p, clip) =>
          `${clip(p.unitName, 22)}责令改正通知书${clip(p.orderNumber, 20)}的延期申请：${decisionWord(p.decision)}。改正期限为${day(p.dueOn)}，请据此督促。`,
      },
      unit: {
        email: (p) =>
          decided(
            p,
            '申请单位',
            '请在期限内改正完毕并报告。逾期不改正的，本局将依法处理。如有疑问，请与承办人员联系。',
          ),
        sms: (p, clip) =>
          `${clip(p.unitName, 22)}：责令改正通知书${clip(p.orderNumber, 20)}的延期申请：${decisionWord(p.decision)}，改正期限为${day(p.dueOn)}。请在期限内改正并报告。`,
      },
    },
  ],
};
