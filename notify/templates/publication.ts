import { BASIS_RANDOM, contact, day, inSystem, RIGHT_TO_CORRECTION } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

type PublicationCode =
  | 'publication.to-approve'
  | 'publication.due'
  | 'publication.confirmed'
  | 'publication.corrected'
  | 'publication.withdrawn';

/** Publication of results (结果公示) [R269, R217]. */
export const PUBLICATION_TEMPLATES: TemplateGroup<PublicationCode> = {
  'publication.to-approve': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查结果待批准公示：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '下列检查任务的结果已经审核，请批准向社会公示；批准之后公示人方可登记公示凭证。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['公示期限', day(p.dueOn)],
              ],
            },
            `公示期限不因批准延长。${inSystem('结果公示')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 24)}）的结果待您批准公示，公示期限${day(p.dueOn)}，不因批准延长。`,
      },
    },
  ],
  'publication.due': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查结果待公示：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '下列检查任务的结果已经审核，请在期限内向社会公示。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['公示渠道', p.channelNames],
                ['公示期限', day(p.dueOn)],
              ],
            },
            `公示期限不得延长，各渠道均应完成，并上传回执或者页面证明。${inSystem('结果公示')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 24)}）的结果请于${day(p.dueOn)}前在${clip(p.channelNames, 30)}公示并上传证明，期限不得延长。`,
      },
    },
  ],
  'publication.confirmed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查结果已公示：${p.unitName}`,
          blocks: [
            `对${p.unitName}的检查结果已在各渠道公示，公示证明已归档。`,
            { facts: [['公示渠道', p.channelNames]] },
            `接受社会监督和异议的电话：${p.officePhone}。`,
          ],
        }),
        sms: (p, clip) =>
          `对${clip(p.unitName, 28)}的检查结果已在${clip(p.channelNames, 36)}公示，公示证明已归档。`,
      },
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于公示检查结果的告知`,
          blocks: [
            '对贵单位实施“双随机、一公开”检查的结果已经依法向社会公示。',
            {
              facts: [
                ['检查对象', p.unitName],
                ['公示渠道', p.channelNames],
              ],
            },
            `依据：${BASIS_RANDOM}。`,
            RIGHT_TO_CORRECTION,
            contact(p.officePhone),
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：对贵单位的检查结果已在${clip(p.channelNames, 30)}公示。认为信息不准确的，可提出书面异议。电话${p.officePhone}`,
      },
    },
  ],
  'publication.corrected': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `公示信息已更正：${p.unitName}`,
          blocks: [
            `对${p.unitName}的公示信息已经更正，更正前的内容和更正理由一并存档。`,
            { facts: [['更正原因', p.reason]] },
            `请核对各公示渠道的内容是否均已更新。咨询电话：${p.officePhone}。`,
          ],
        }),
        sms: (p, clip) =>
          `对${clip(p.unitName, 28)}的公示信息已更正，原因：${clip(p.reason, 40)}。请核对各渠道是否均已更新。`,
      },
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于更正公示信息的告知`,
          blocks: [
            '对贵单位检查结果的公示信息已经更正。',
            {
              facts: [
                ['检查对象', p.unitName],
                ['更正原因', p.reason],
              ],
            },
            RIGHT_TO_CORRECTION,
            contact(p.officePhone),
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：对贵单位的公示信息已更正，原因：${clip(p.reason, 36)}。仍有异议的可书面提出。电话${p.officePhone}`,
      },
    },
  ],
  'publication.withdrawn': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `公示信息已撤回：${p.unitName}`,
          blocks: [
            `对${p.unitName}的公示信息已经撤回。`,
            { facts: [['撤回原因', p.reason]] },
            `请确认各公示渠道均已撤下并上传证明。咨询电话：${p.officePhone}。`,
          ],
        }),
        sms: (p, clip) =>
          `对${clip(p.unitName, 28)}的公示信息已撤回，原因：${clip(p.reason, 40)}。请确认各渠道均已撤下。`,
      },
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于撤回公示信息的告知`,
          blocks: [
            '对贵单位检查结果的公示信息已经撤回，不再对外展示。',
            {
              facts: [
                ['检查对象', p.unitName],
                ['撤回原因', p.reason],
              ],
            },
            `在其他网站见到尚未撤下的信息，请告知本局。${contact(p.officePhone)}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：对贵单位的公示信息已撤回，原因：${clip(p.reason, 36)}。如见未撤下的信息请告知。电话${p.officePhone}`,
      },
    },
  ],
};
