import { BASIS_JOINT, BASIS_RANDOM, day, inSystem } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

type CycleCode =
  | 'cycle.opened'
  | 'cycle.waiting'
  | 'cycle.enlargement'
  | 'cycle.paused'
  | 'cycle.resumed'
  | 'cycle.cancelled'
  | 'cycle.closed';

/** The inspection cycle (抽查周期), to the office that runs the plan. */
export const CYCLE_TEMPLATES: TemplateGroup<CycleCode> = {
  'cycle.opened': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽查工作启动通知`,
          blocks: [
            `按照年度抽查工作计划，${p.cycleName}抽查工作已经启动，请做好抽取准备。`,
            {
              facts: [
                ['抽取日期', day(p.drawOn)],
                ['检查截止日期', day(p.windowEnd)],
                ['准备情况', p.readiness],
              ],
            },
            `依据：${BASIS_RANDOM}、${BASIS_JOINT}。`,
            `准备情况中列有缺项的，请在抽取日前补齐；缺项未补齐的，系统不予抽取。${inSystem('抽查周期')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}抽查已启动，定于${day(p.drawOn)}抽取，${day(p.windowEnd)}前完成检查。准备情况：${clip(p.readiness, 36)}。请登录系统查看。`,
      },
    },
  ],
  'cycle.waiting': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}暂不能抽取的提醒`,
          blocks: [
            `${p.cycleName}已到抽取日，但抽取条件尚不具备，系统正在等待。`,
            {
              facts: [
                ['等待事项', p.waitingFor],
                ['最迟抽取日期', day(p.drawLatestOn)],
              ],
            },
            `请尽快补齐。至${day(p.drawLatestOn)}仍不具备条件的，本周期将按“未抽取”结束并上报。${inSystem('抽查周期')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}暂不能抽取，等待：${clip(p.waitingFor, 40)}。最迟抽取日期${day(p.drawLatestOn)}，逾期按“未抽取”结束，请尽快补齐。`,
      },
    },
  ],
  'cycle.enlargement': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}扩大抽查事宜`,
          blocks: [
            `${p.cycleName}扩大抽查有新的事项，请知悉；需要您办理的，请及时办理。`,
            {
              facts: [
                ['事项', p.matter],
                ['理由', p.reason],
              ],
            },
            `扩大抽查另行编号、另行公告，以新的随机数从本周期尚未抽中的对象中抽取。${inSystem('抽查周期')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}扩大抽查：${clip(p.matter, 40)}。理由：${clip(p.reason, 36)}。请登录系统查看。`,
      },
    },
  ],
  'cycle.paused': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽查工作暂停通知`,
          blocks: [
            `经批准，${p.cycleName}抽查工作自即日起暂停。`,
            { facts: [['暂停原因', p.reason]] },
            '暂停期间不安排新的检查，各项期限中止计算；恢复后按暂停的工作日数顺延。已经责令改正的，改正义务不因暂停而免除。',
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}抽查工作自即日起暂停，原因：${clip(p.reason, 40)}。暂停期间期限中止计算，恢复后顺延。`,
      },
    },
  ],
  'cycle.resumed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽查工作恢复通知`,
          blocks: [
            `${p.cycleName}抽查工作自即日起恢复，未办结事项的期限顺延${p.workingDays}个工作日。`,
            `顺延后的期限以系统所列为准，请据此安排工作。${inSystem('我的任务')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}抽查工作已恢复，未办结事项的期限顺延${p.workingDays}个工作日，请登录系统核对并安排工作。`,
      },
    },
  ],
  'cycle.cancelled': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽查工作取消通知`,
          blocks: [
            `经批准，${p.cycleName}抽查工作取消。`,
            {
              facts: [
                ['取消原因', p.reason],
                ['终止的检查任务', `${p.tasks}个`],
              ],
            },
            '已经审核的结果照常公示，已经责令改正的继续督促改正。',
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}抽查工作已取消，终止检查任务${p.tasks}个，原因：${clip(p.reason, 40)}。已审核的结果照常公示。`,
      },
    },
  ],
  'cycle.closed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽查工作办结通报`,
          blocks: [
            `${p.cycleName}抽查工作已经办结，情况如下：`,
            {
              facts: [
                ['检查任务', `${p.tasks}件`],
                ['发现问题', `${p.withFindings}件`],
                ['各环节逾期', `${p.late}次`],
              ],
            },
            `周期报告已生成，请审阅并按规定归档。逾期办理的，请按责任制要求说明原因。${inSystem('周期报告')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}抽查已办结：任务${p.tasks}件，发现问题${p.withFindings}件，各环节逾期${p.late}次。周期报告已生成，请登录系统审阅归档。`,
      },
    },
    {
      version: 2,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽查工作办结通报`,
          blocks: [
            `${p.cycleName}抽查工作已经办结，情况如下：`,
            {
              facts: [
                ['检查任务（含已递补、取消的）', `${p.tasks}件`],
                ['发现问题的任务', `${p.withFindings}件`],
                ['逾期（检查、录入、审核、公示各环节合计）', `${p.late}次`],
              ],
            },
            `周期报告已生成，请审阅并按规定归档。逾期办理的，请按责任制要求说明原因。${inSystem('周期报告')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}抽查已办结：任务${p.tasks}件（含递补、取消），有问题${p.withFindings}件，各环节逾期合计${p.late}次。请登录系统审阅周期报告。`,
      },
    },
  ],
};
