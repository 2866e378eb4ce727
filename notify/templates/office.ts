import { contact } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/**
 * What the office tells selected units besides. Its words are an approved text of the authority's own, pinned in each
 * message; these stand in for none of them and only say whom to ask.
 */
export const OFFICE_TEMPLATES: TemplateGroup<'office.notice'> = {
  'office.notice': [
    {
      version: 1,
      unit: {
        email: (p) => ({
          subject: `${p.authorityName}关于双随机抽查有关事项的通知`,
          blocks: [
            `本局有双随机抽查工作的有关事项需要告知${p.unitName}，请与本局联系。`,
            contact(p.officePhone),
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 28)}：本局有双随机抽查工作的有关事项需要告知贵单位，请与本局联系。电话${p.officePhone}`,
      },
    },
  ],
};
