import { inSystem } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** The draw (抽取). */
export const DRAW_TEMPLATES: TemplateGroup<'draw.done' | 'draw.not-drawn'> = {
  'draw.done': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}抽取结果通知`,
          blocks: [
            `${p.cycleName}已完成检查对象和执法检查人员的随机抽取，抽取记录已封存，任何人可以据以核验。`,
            {
              facts: [
                ['抽取编号', p.drawNumber],
                ['检查任务', `${p.tasks}件`],
              ],
            },
            `抽取结果不得擅自更改；确需回避、替换的，应当按程序办理并说明理由。${inSystem('抽取记录')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}已完成抽取，编号${clip(p.drawNumber, 24)}，共产生检查任务${p.tasks}件。请登录系统查看并组织实施。`,
      },
    },
  ],
  'draw.not-drawn': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${p.cycleName}未抽取情况报告`,
          blocks: [
            `${p.cycleName}未能在最迟抽取日期前完成抽取，已按“未抽取”结束。`,
            { facts: [['原因', p.reason]] },
            `年度计划中的相应事项未能执行，请报分管领导研究处理，并在年度总结中说明。${inSystem('抽查周期')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}未在规定期限内抽取，已按“未抽取”结束，原因：${clip(p.reason, 45)}。请报分管领导研究处理。`,
      },
    },
  ],
};
