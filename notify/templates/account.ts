import { day } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** What happened to somebody's account (账号变更), and what to do if it was not he: nothing in it opens anything. */
export const ACCOUNT_TEMPLATES: TemplateGroup<'account.changed'> = {
  'account.changed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: '账号变更通知，请核对是否知情',
          blocks: [
            '您在双随机抽查系统的账号有以下变更：',
            {
              facts: [
                ['事项', p.change],
                ['时间', day(p.doneAt)],
                ['办理人', p.doneBy],
              ],
            },
            '本人办理或者已经知情的，无须理会。',
            '不是本人办理，或者您不知情的，请立即告知本局系统管理员，请其停用账号或者重新设置密码；仍能登录的，请在“账户与安全”中修改密码，并结束其他登录。',
            '任何人以任何理由索要密码、动态验证码或者恢复码的，请不要提供。',
          ],
        }),
        sms: (p, clip) =>
          `您的账号于${day(p.doneAt)}变更：${clip(p.change, 44)}（办理人：${p.doneBy}）。如不知情，请立即联系本局系统管理员。`,
      },
    },
  ],
};
