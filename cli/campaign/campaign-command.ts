import { type CampaignProgress, campaignProgress } from '../../db/messages/campaign-progress.ts';
import { getCampaign, listCampaigns } from '../../db/messages/campaign-rows.ts';
import { askDryRun } from '../../db/messages/dry-run.ts';
import { resendFailed } from '../../db/messages/resend-failed.ts';
import { VERDICT_NAMES, type Verdict } from '../../domain/notice/conclusion.ts';
import { CHANNEL_NAMES } from '../../domain/notice/names.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { doingOf } from '../message/decide-commands.ts';
import { MESSAGE_OPTIONS, withMessages } from '../message/with-messages.ts';
import { didYouMean, parseWords, UsageError } from '../usage-error.ts';

export const CAMPAIGN_USAGE = `用法：campaign list               每次抽取的检查通知和办公室的批量通知，各自的进度
      campaign show 编号          一批通知应有多少、缺漏多少、送达情况，逐件列出未送达的原因
      campaign resend 编号 --reason 理由 --by 用户名
                                  补发未送达的，只补发未送达的
      campaign try 编号 --to 地址 [--to 地址]… --by 用户名
                                  试发：向本局人员的邮箱或手机发一件样例，标明【测试】
  各项均可加 --authority 实施主体、--database-url 地址 或 --rehearsal 年度-种子
`;

const STATES = { draft: '待批准', cancelled: '已取消', sending: '发送中', complete: '已完成' } as const;

const headOf = ({ campaign, state, expected, missing, verdicts }: CampaignProgress): string => {
  const parts = Object.entries(verdicts).map(
    ([verdict, count]) => `${VERDICT_NAMES[verdict as Verdict]} ${count}`,
  );
  const gap = missing === 0 ? '' : `，缺漏 ${missing}（将自动补齐）`;
  return `${campaign.name}  ${STATES[state]}：应有 ${expected} 件${gap}${parts.length === 0 ? '' : `，${parts.join('，')}`}  [${campaign.id}]`;
};

const list = (args: string[], io: CommandIo): Promise<number> => {
  const { values } = parseWords(args, MESSAGE_OPTIONS);
  return withMessages(values, io, async (db, authorityId) => {
    const campaigns = await listCampaigns(db, authorityId);
    for (const campaign of campaigns) io.stdout.write(`${headOf(await campaignProgress(db, campaign))}\n`);
    if (campaigns.length === 0) io.stdout.write('没有批量通知。\n');
    return EXIT.ok;
  });
};

const idOf = (positionals: readonly string[]): string => {
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError('请指定一批通知的编号。');
  return id;
};

const show = (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, MESSAGE_OPTIONS);
  const id = idOf(positionals);
  return withMessages(values, io, async (db, authorityId) => {
    const progress = await campaignProgress(db, await getCampaign(db, authorityId, id));
    io.stdout.write(`${headOf(progress)}\n`);
    for (const { unitName, channel, why, messageId } of progress.errors)
      io.stdout.write(
        `  ${unitName}  ${CHANNEL_NAMES[channel]}  ${why}${messageId === null ? '' : `  [${messageId}]`}\n`,
      );
    return EXIT.ok;
  });
};

const resend = (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...MESSAGE_OPTIONS,
    reason: { type: 'string' },
    by: { type: 'string' },
  });
  const id = idOf(positionals);
  const { reason, by } = values;
  if (reason === undefined || by === undefined)
    throw new UsageError('请用 --reason 写明理由，用 --by 写明由谁决定。');
  return withMessages(values, io, async (db, authorityId) => {
    const doing = await doingOf(db, authorityId, by);
    const { resent, refused } = await db
      .transaction()
      .execute((trx) => resendFailed(trx, authorityId, id, reason, doing));
    io.stdout.write(`补发 ${resent} 件，不能补发 ${refused.length} 件。\n`);
    for (const { messageId, why } of refused) io.stdout.write(`  ${messageId}  ${why}\n`);
    return EXIT.ok;
  });
};

const tryOut = (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...MESSAGE_OPTIONS,
    to: { type: 'string', multiple: true },
    by: { type: 'string' },
  });
  const id = idOf(positionals);
  const { to = [], by } = values;
  if (to.length === 0 || by === undefined)
    throw new UsageError('请用 --to 写明试发地址，用 --by 写明由谁决定。');
  const addresses = to.map((address) => ({
    channel: address.includes('@') ? ('email' as const) : ('sms' as const),
    address,
  }));
  return withMessages(values, io, async (db, authorityId) => {
    const doing = await doingOf(db, authorityId, by);
    const no = await db.transaction().execute((trx) => askDryRun(trx, authorityId, id, addresses, doing));
    io.stdout.write(`第 ${no} 次试发已交消息进程，标明【测试】。\n`);
    return EXIT.ok;
  });
};

const ACTIONS: Readonly<Record<string, (args: string[], io: CommandIo) => Promise<number>>> = {
  list,
  show,
  resend,
  try: tryOut,
};

/** `campaign`: bulk notices, what they must cover, what is missing or failed, and what to do about it. */
export const runCampaignCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [name = '', ...rest] = args;
  const action = ACTIONS[name];
  if (action === undefined)
    throw new UsageError(
      name === '' ? '请指定要做什么。' : `没有“campaign ${name}”${didYouMean(name, Object.keys(ACTIONS))}`,
    );
  return action(rest, io);
};
