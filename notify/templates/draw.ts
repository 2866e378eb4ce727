import { day, inSystem } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** The draw (抽取). */
export const DRAW_TEMPLATES: TemplateGroup<
  'draw.done' | 'draw.to-sign' | 'draw.to-witness' | 'draw.objected' | 'draw.not-drawn'
> = {
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
  'draw.to-sign': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `请对${p.drawNumber}号抽取的${p.documentName}签名`,
          blocks: [
            `${p.cycleName}${p.drawNumber}号抽取的${p.documentName}已拟定封存，内容不能再改动，请核对后用本人保管的密钥签名。`,
            {
              facts: [
                ['抽取编号', p.drawNumber],
                ['签名文件', p.documentName],
                ['签名期限', p.signBefore],
              ],
            },
            `密钥不得交他人代用；密钥遗失或者可能泄露的，请立即挂失。${inSystem('抽取签名')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}${clip(p.drawNumber, 16)}号抽取的${p.documentName}待您签名，期限${clip(p.signBefore, 20)}。请核对后用本人密钥签名。`,
      },
    },
  ],
  'draw.to-witness': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `请对${p.drawNumber}号抽取作见证确认`,
          blocks: [
            `${p.cycleName}${p.drawNumber}号抽取已完成，抽取记录已公布。请核验后确认；认为过程或者结果有问题的，请提出异议并写明理由，异议将向社会公开。`,
            {
              facts: [
                ['抽取编号', p.drawNumber],
                ['确认期限', day(p.dueOn)],
              ],
            },
            `参与本次抽取操作、签名的人员不得担任见证人。${inSystem('抽取记录')}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.cycleName, 20)}${clip(p.drawNumber, 16)}号抽取待您见证确认，期限${day(p.dueOn)}。请核验后确认或者提出异议。`,
      },
    },
  ],
  'draw.objected': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `见证人对${p.drawNumber}号抽取提出异议`,
          blocks: [
            `见证人对${p.cycleName}${p.drawNumber}号抽取提出异议。异议已列入抽取的公开记录。`,
            {
              facts: [
                ['抽取编号', p.drawNumber],
                ['异议理由', p.reason],
              ],
            },
            `请分管领导研究处理，并将处理情况书面答复见证人。${inSystem('抽取记录')}`,
          ],
        }),
        sms: (p, clip) =>
          `见证人对${clip(p.cycleName, 20)}${clip(p.drawNumber, 16)}号抽取提出异议：${clip(p.reason, 45)}。请分管领导研究处理。`,
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
