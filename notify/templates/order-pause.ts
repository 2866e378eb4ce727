import { contact, day, firstDay } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** To a unit whose term to put right is running when the cycle is paused (暂停), and when it goes on. */
export const ORDER_PAUSE_TEMPLATES: TemplateGroup<'order.paused' | 'order.resumed'> = {
  'order.paused': [
    {
      version: 1,
      unit: {
        email: (p) => ({
          subject: `改正期限中止计算告知（${p.orderNumber}）`,
          blocks: [
            '本局暂停了本周期的抽查工作。暂停期间，下列责令改正通知书的改正期限中止计算，本局不组织复查。',
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['当事人', p.unitName],
                ['原改正期限', day(p.dueOn)],
              ],
            },
            `改正义务不因此免除，请继续改正；恢复后改正期限按暂停的工作日数顺延，本局将另行告知。${contact(p.officePhone)}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：责令改正通知书${clip(p.orderNumber, 20)}的改正期限（原${firstDay(p.dueOn)}）自即日起中止计算，恢复后顺延并另行告知。请继续改正。`,
      },
    },
  ],
  'order.resumed': [
    {
      version: 1,
      unit: {
        email: (p) => ({
          subject: `改正期限恢复计算告知（${p.orderNumber}）`,
          blocks: [
            `本局恢复了本周期的抽查工作，下列责令改正通知书的改正期限恢复计算，并顺延${p.workingDays}个工作日。`,
            {
              facts: [
                ['文书编号', p.orderNumber],
                ['当事人', p.unitName],
                ['顺延后的改正期限', day(p.dueOn)],
              ],
            },
            `请在期限内改正并报告。${contact(p.officePhone)}`,
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 24)}：责令改正通知书${clip(p.orderNumber, 20)}的改正期限恢复计算，顺延${p.workingDays}个工作日至${firstDay(p.dueOn)}，请按期改正并报告。`,
      },
    },
  ],
};
