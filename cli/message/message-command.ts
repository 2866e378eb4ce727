import type { CommandIo } from '../io.ts';
import { didYouMean, UsageError } from '../usage-error.ts';

export const MESSAGE_USAGE = `用法：message find --unit 信用代码|名称 [--stage 通知] [--channel email|sms] [--since 日期]
                                    某个检查对象收到过哪些通知，每件有没有送达
      message show 消息编号         一条消息的全过程：业务事件、发件箱、每次发送、回执、结论
      message resolve 消息编号 --delivered --proof 证明 | --not-delivered [--resend]  --reason 理由 --by 用户名
                                    核对结果不明的消息
      message resend 消息编号 --reason 理由 --by 用户名
                                    补发未送达的消息，发往现在登记的地址；只发一次
      message cancel 消息编号 --reason 理由 --by 用户名
                                    取消尚未发出的消息
      message export 目录 --task 任务|--order 文书|--unit 对象
                                    写出案卷用的通知送达证明（JSON、HTML、哈希、审计事件）；目录须不存在
      message preview --notice 代码 [--task 任务] [--order 文书] [--audience unit|officer] [--text 版本] [--price 分]
                                    用真实数据预览一件通知：邮件、短信、条数、费用
      message bounce 文件|-        记录一封退信；“-”为标准输入，供邮件服务器管道调用
  各项均可加 --authority 实施主体、--database-url 地址
  find、show、export、preview 可改用 --rehearsal 年度-种子 查留存的演练；列出：rehearsal list
  --stage 为通知代码、阶段或中文名称，例如 task.announced、visit.before-3、责令改正
  数据库未指定时为 npm start 的正式库
`;

type Action = (args: string[], io: CommandIo) => Promise<number>;

const ACTIONS: Readonly<Record<string, () => Promise<Action>>> = {
  find: async () => (await import('./find-command.ts')).findMessages,
  show: async () => (await import('./show-command.ts')).showMessage,
  resolve: async () => (await import('./decide-commands.ts')).resolve,
  resend: async () => (await import('./decide-commands.ts')).resend,
  cancel: async () => (await import('./decide-commands.ts')).cancel,
  export: async () => (await import('./export-command.ts')).exportMessages,
  bounce: async () => (await import('./bounce-command.ts')).takeBounce,
  preview: async () => (await import('./preview-command.ts')).previewNotice,
};

/** `message`: did that enterprise get that notice, what to do where it did not, and the proof of it. */
export const runMessageCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [name = '', ...rest] = args;
  const load = ACTIONS[name];
  if (load === undefined)
    throw new UsageError(
      name === '' ? '请指定要做什么。' : `没有“message ${name}”${didYouMean(name, Object.keys(ACTIONS))}`,
    );
  const action = await load();
  return action(rest, io);
};
