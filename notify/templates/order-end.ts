import { inSystem, outcomeWord, RIGHT_TO_BE_HEARD } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** The end of a rectification order (责令改正通知书): re-inspection, closing, referral [R9, R60]. */
export const ORDER_END_TEMPLATES: TemplateGroup<'order.reinspected' | 'order.closed' | 'order.referred'> = {
  'order.reinspected': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `整改复查结果：${p.unitName}（${p.orderNumber}）`,
          blocks: [
            '下列责令改正通知书已经复查。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['检查对象', p.unitName],
                ['复查结果', outcomeWord(p.outcome)],
              ],
            },
            `复查不合格的，请按程序再次责令改正或者移送处理；发现的问题应当逐项处置到位。${inSystem('整改复查')}`,
          ],
        }),
        sms: (p, clip) =>
          `责令改正通知书${clip(p.orderNumber, 22)}（${clip(p.unitName, 26)}）复查结果：${clip(outcomeWord(p.outcome), 30)}。请登录系统办理后续事项。`,
      },
      unit: {
        email: (p) => ({
          subject: `整改复查结果告知（${p.orderNumber}）`,
          blocks: [
            '本局对贵单位的改正情况进行了复查，结果如下：',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['当事人', p.unitName],
                ['复查结果', outcomeWord(p.outcome)],
              ],
            },
            '复查不合格的，请立即继续改正；拒不改正的，本局将依法处理。',
            RIGHT_TO_BE_HEARD,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：责令改正通知书${clip(p.orderNumber, 20)}的复查结果：${clip(outcomeWord(p.outcome), 30)}。对结果有异议的，可以陈述申辩。`,
      },
    },
  ],
  'order.closed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `责令改正事项办结：${p.unitName}（${p.orderNumber}）`,
          blocks: [
            '下列责令改正通知书所列问题均已处置完毕，予以办结。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['检查对象', p.unitName],
              ],
            },
            '请将有关材料整理归档。',
          ],
        }),
        sms: (p, clip) =>
          `责令改正通知书${clip(p.orderNumber, 22)}（${clip(p.unitName, 30)}）所列问题均已处置完毕，予以办结，请整理归档。`,
      },
      unit: {
        email: (p) => ({
          subject: `责令改正事项办结告知（${p.orderNumber}）`,
          blocks: [
            '贵单位的责令改正事项已经办结。感谢贵单位的配合，请继续依法依规经营。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['当事人', p.unitName],
              ],
            },
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 28)}：责令改正通知书${clip(p.orderNumber, 22)}所列事项已经办结。感谢配合，请继续依法依规经营。`,
      },
    },
  ],
  'order.referred': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `移送处理通知：${p.unitName}（${p.orderNumber}）`,
          blocks: [
            '下列责令改正事项逾期未改正或者经复查仍不合格，已按程序移送处理。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['检查对象', p.unitName],
                ['移送机关', p.receiver],
                ['移送理由', p.reason],
              ],
            },
            `请在规定时限内移交证据材料，并登记接收回执和处理结果。${inSystem('移送抄告')}`,
          ],
        }),
        sms: (p, clip) =>
          `责令改正通知书${clip(p.orderNumber, 20)}（${clip(p.unitName, 22)}）已移送${clip(p.receiver, 20)}，理由：${clip(p.reason, 24)}。请移交材料并登记回执。`,
      },
      unit: {
        email: (p) => ({
          subject: `关于移送处理的告知（${p.orderNumber}）`,
          blocks: [
            '贵单位的责令改正事项逾期未改正或者经复查仍不合格，本局已依法移送有关机关（机构）处理。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['当事人', p.unitName],
                ['移送机关', p.receiver],
                ['移送理由', p.reason],
              ],
            },
            '移送不免除贵单位的改正义务。',
            RIGHT_TO_BE_HEARD,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 22)}：责令改正通知书${clip(p.orderNumber, 20)}所列事项已依法移送${clip(p.receiver, 24)}处理，改正义务不因此免除。可以陈述申辩。`,
      },
    },
  ],
};
