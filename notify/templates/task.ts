import {
  BASIS_RANDOM,
  contact,
  day,
  inSystem,
  lines,
  RIGHT_TO_BE_HEARD,
  RIGHT_TO_RECUSAL,
} from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

type TaskCode =
  | 'task.dispatched'
  | 'task.dispatched-unannounced'
  | 'task.announced'
  | 'task.team-changed'
  | 'task.cancelled';

/** The inspection task (检查任务): to its team, and to the unit where the visit is announced. */
export const TASK_TEMPLATES: TemplateGroup<TaskCode> = {
  'task.dispatched': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查任务派发通知：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '经随机抽取，您被确定为下列检查任务的执法检查人员，请按期实施检查。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['检查人员', p.teamNames],
                ['完成期限', day(p.dueOn)],
              ],
            },
            '检查事项：',
            { list: lines(p.itemNames) },
            `依据：${BASIS_RANDOM}及上列事项的法定依据。`,
            '检查时不得少于两人，应当主动出示执法证件，如实填写检查记录，由检查人员和被检查单位签字。与检查对象有利害关系的，请在实施检查前申请回避。',
            inSystem('我的任务'),
          ],
        }),
        sms: (p, clip) =>
          `您有检查任务${clip(p.taskNumber, 20)}：${clip(p.unitName, 26)}，人员${clip(p.teamNames, 16)}，请于${day(p.dueOn)}前完成。有利害关系的请先申请回避。详见系统。`,
      },
    },
  ],
  'task.dispatched-unannounced': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查任务派发通知（不预先通知检查对象）：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '经随机抽取，您被确定为下列检查任务的执法检查人员，请按期实施检查。',
            '本次检查不预先通知检查对象：到达现场出示执法证件之前，不得以任何方式向检查对象及其人员透露检查的时间、事项和人员，不得电话约定，不得转发本通知。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['检查人员', p.teamNames],
                ['完成期限', day(p.dueOn)],
                ['不预先通知的依据', p.basis],
              ],
            },
            '检查事项：',
            { list: lines(p.itemNames) },
            `依据：${BASIS_RANDOM}及上列事项的法定依据。`,
            '检查时不得少于两人，应当主动出示执法证件，如实填写检查记录，由检查人员和被检查单位签字。与检查对象有利害关系的，请在实施检查前申请回避。',
            inSystem('我的任务'),
          ],
        }),
        sms: (p, clip) =>
          `您有检查任务${clip(p.taskNumber, 20)}：${clip(p.unitName, 24)}，请于${day(p.dueOn)}前完成。本次检查不预先通知，检查前不得向对象透露。有利害关系的请先申请回避。`,
      },
    },
  ],
  'task.announced': [
    {
      version: 1,
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于实施“双随机、一公开”检查的通知`,
          blocks: [
            '按照年度抽查工作计划，经公开随机抽取，贵单位被确定为本次检查对象。现将有关事项通知如下：',
            {
              facts: [
                ['检查对象', p.unitName],
                ['检查人员', p.teamNames],
                ['检查时间', `${day(p.dueOn)}前，具体时间由检查人员与贵单位联系确定`],
              ],
            },
            '检查事项：',
            { list: lines(p.itemNames) },
            `依据：${BASIS_RANDOM}及上列事项的法定依据。`,
            '请准备与检查事项有关的证照、台账和记录，并安排人员到场配合。检查不收取任何费用。',
            RIGHT_TO_RECUSAL,
            RIGHT_TO_BE_HEARD,
            `检查结果将依法向社会公示。${contact(p.officePhone)}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：贵单位被随机抽中接受检查，${clip(p.teamNames, 14)}将于${day(p.dueOn)}前上门并出示执法证件。请备好有关资料；可依法申请检查人员回避。电话${p.officePhone}`,
      },
    },
  ],
  'task.team-changed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查人员变更通知：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '经批准，下列检查任务的执法检查人员已经变更，请变更后的人员按期实施检查。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['变更后人员', p.teamNames],
                ['完成期限', day(p.dueOn)],
              ],
            },
            `原检查人员不再参与本任务；已经形成的材料请及时移交。${inSystem('我的任务')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 26)}）的检查人员变更为${clip(p.teamNames, 20)}，请于${day(p.dueOn)}前完成检查。`,
      },
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于变更检查人员的通知`,
          blocks: [
            '对贵单位实施“双随机、一公开”检查的执法检查人员已经变更，其他事项不变。',
            {
              facts: [
                ['检查对象', p.unitName],
                ['变更后人员', p.teamNames],
                ['检查时间', `${day(p.dueOn)}前`],
              ],
            },
            RIGHT_TO_RECUSAL,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 26)}：对贵单位的检查人员变更为${clip(p.teamNames, 20)}，将于${day(p.dueOn)}前上门并出示执法证件。可依法申请回避。`,
      },
    },
  ],
  'task.cancelled': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查任务取消通知：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '经批准，下列检查任务已经取消，无需再实施检查。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['取消原因', p.reason],
              ],
            },
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 26)}）已取消，原因：${clip(p.reason, 40)}。无需再实施检查。`,
      },
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于取消检查的通知`,
          blocks: [
            '原定对贵单位实施的“双随机、一公开”检查已经取消，贵单位无需再作准备。',
            {
              facts: [
                ['检查对象', p.unitName],
                ['取消原因', p.reason],
              ],
            },
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 28)}：原定对贵单位实施的检查已取消，原因：${clip(p.reason, 40)}。贵单位无需再作准备。`,
      },
    },
  ],
};
