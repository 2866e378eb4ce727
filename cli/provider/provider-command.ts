import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../db/connect.ts';
import type { Cause } from '../../db/delivery/changes.ts';
import { type ListedProvider, listProviders } from '../../db/delivery/list-providers.ts';
import { type Switched, setPaused, setWeight } from '../../db/delivery/switches.ts';
import { withNamedDatabase } from '../draw/named-draw.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { didYouMean, parseWords, UsageError } from '../usage-error.ts';

export const PROVIDER_USAGE = `用法：provider list                                     列出邮件和短信的提供商：权重、状态、在手消息、近一小时错误
      provider pause 提供商 --reason 理由 --by 姓名        停用；排队的消息退回发件箱，改由其他提供商发送
      provider resume 提供商 --reason 理由 --by 姓名       恢复使用
      provider weight 提供商 0-100 --reason 理由 --by 姓名 改变权重；平稳后逐步回到配置的权重
      provider pause|resume --channel email|sms --reason 理由 --by 姓名
                                                        停用或恢复整个渠道；停用期间消息留在发件箱
  各项均可加 --database-url 地址；数据库未指定时为 npm start 的正式库
`;

const OPTIONS = {
  channel: { type: 'string' },
  reason: { type: 'string' },
  by: { type: 'string' },
  'database-url': { type: 'string' },
} as const;
const ACTIONS = ['list', 'pause', 'resume', 'weight'] as const;
const KINDS: Readonly<Record<string, string>> = {
  registered: '登记',
  weight: '权重变动',
  opened: '熔断',
  closed: '恢复',
  paused: '停用',
  resumed: '启用',
};

type Values = ReturnType<typeof parseWords<typeof OPTIONS>>['values'];

/** `provider`: who carries mails and SMS, and the switches for it. Every change names its reason and who made it. */
export const runProviderCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, OPTIONS);
  const [action = '', ...words] = positionals;
  const work = workOf(action, words, values, io);
  return withNamedDatabase({ databaseUrl: values['database-url'], rehearsal: undefined }, async (url) => {
    const db = openDatabase(url, { max: 1, applicationName: 'inspection-provider' });
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  });
};

/** Everything is checked before a database is opened. */
const workOf = (
  action: string,
  words: readonly string[],
  values: Values,
  io: CommandIo,
): ((db: Kysely<Database>) => Promise<number>) => {
  if (action === 'list' && words.length === 0) return (db) => list(db, io);
  if (action === 'weight') {
    const [provider, given, ...more] = words;
    if (provider === undefined || given === undefined || more.length > 0 || values.channel !== undefined)
      throw new UsageError('请指定一个提供商和它的权重。');
    const weight = weightOf(given);
    const cause = causeOf(values);
    return async (db) => {
      const before = await setWeight(db, provider, weight, cause);
      io.stdout.write(`${provider} 的权重：${before} → ${weight}\n`);
      return EXIT.ok;
    };
  }
  if (action === 'pause' || action === 'resume') {
    const what = switchedOf(words, values.channel);
    const cause = causeOf(values);
    return (db) => pause(db, what, action === 'pause', cause, io);
  }
  if (action === '') throw new UsageError('请指定要做什么。');
  throw new UsageError(`没有“provider ${action}”${didYouMean(action, ACTIONS)}`);
};

const weightOf = (text: string): number => {
  const weight = Number(text);
  if (!/^\d{1,3}$/.test(text) || weight > 100)
    throw new UsageError(`权重应为 0 至 100 的整数，不是“${text}”。`);
  return weight;
};

const causeOf = ({ reason, by }: Values): Cause => {
  if (reason === undefined || reason.trim() === '')
    throw new UsageError('请用 --reason 写明理由，留存备查。');
  if (by === undefined || by.trim() === '') throw new UsageError('请用 --by 写明由谁决定，留存备查。');
  return { reason: reason.trim(), actor: by.trim() };
};

const switchedOf = (words: readonly string[], channel: string | undefined): Switched => {
  const [provider, ...more] = words;
  if (more.length > 0 || (provider === undefined) === (channel === undefined))
    throw new UsageError('请指定一个提供商，或用 --channel 指定整个渠道。');
  if (provider !== undefined) return { provider };
  if (channel !== 'email' && channel !== 'sms')
    throw new UsageError(`没有“${channel}”这个渠道：email 或 sms。`);
  return { channel };
};

const pause = async (
  db: Kysely<Database>,
  what: Switched,
  paused: boolean,
  cause: Cause,
  io: CommandIo,
): Promise<number> => {
  const name = 'provider' in what ? what.provider : `渠道 ${what.channel}`;
  const returned = await setPaused(db, what, paused, cause);
  if (returned === null) io.stdout.write(`${name} 已经是${paused ? '停用' : '启用'}状态，未作变更。\n`);
  else if (paused) io.stdout.write(`${name} 已停用，${returned} 件排队的消息退回发件箱。\n`);
  else io.stdout.write(`${name} 已恢复使用。\n`);
  return EXIT.ok;
};

const list = async (db: Kysely<Database>, io: CommandIo): Promise<number> => {
  const providers = await listProviders(db);
  if (providers.length === 0) io.stdout.write('尚未登记提供商：消息投递进程启动时按配置登记。\n');
  for (const provider of providers) io.stdout.write(`${lineOf(provider)}\n`);
  return EXIT.ok;
};

const lineOf = (provider: ListedProvider): string => {
  const { id, channel, kind, weight, restingWeight, inHand, attempts, faults, lastChange } = provider;
  const state = [
    provider.isChannelPaused ? '渠道停用' : '',
    provider.isPaused ? '停用' : '',
    provider.isOpen ? '熔断' : '',
  ].filter((word) => word !== '');
  const change =
    lastChange === null
      ? ''
      : `  最近：${lastChange.at.slice(0, 16)}Z ${KINDS[lastChange.kind] ?? lastChange.kind}，${lastChange.reason}（${lastChange.actor}）`;
  return `${channel.padEnd(5)}  ${id}（${kind}）  权重 ${weight}/${restingWeight}  ${state.join('、') || '正常'}  在手 ${inHand}  近一小时 ${attempts} 次、错误 ${faults} 次${change}`;
};
