import type { CommandIo } from '../io.ts';
import { runRegistersCommand } from './registers-command.ts';

export const CONTACT_USAGE = `用法：contact template 文件                       写出空白样表（.xlsx 或 .csv）
      contact import 文件 --authority 编号       导入联系人（.xlsx 或 .csv），全部写入或全不写入
              [--dry-run]                        只检查并试算，不写入
  同一对象、同一角色、同一姓名的联系人已经登记的，更新其邮箱和手机；未列在文件中的保持不变
  换了号码或邮箱的需重新核验；每次变更都留有变更前的内容
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

/** `contact`: the same as `registers … contacts`, under the name that people look for. */
export const runContactCommand = (args: string[], io: CommandIo): Promise<number> => {
  const [action, ...rest] = args;
  return runRegistersCommand(action === undefined ? [] : [action, 'contacts', ...rest], io);
};
