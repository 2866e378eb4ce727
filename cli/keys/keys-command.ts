import { Refusal } from '../../domain/failure/failures.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { didYouMean, UsageError } from '../usage-error.ts';

export const KEYS_USAGE = `用法：在密钥持有人本人的电脑上（不需要数据库和网络）
      keys make --role 角色 --out 文件         生成密钥，私钥用密码加密
      keys endorse 条目 --key 文件             对登记条目背书
      keys sign 文件 --key 文件 [--send 网址 --username 用户名]
                                               对公告、回执、其后事项或作废决定的文件签名，打印或登录提交
      keys countersign 公告 --key 文件         上级机关联署公告，证明其时间
      keys open-escrow 托管文件 --key 文件 [--out 文件]
                                               解封托管的一次性密码，打印，或写成证据中的 one-time-code.json
    在服务器上
      keys list                                列出密钥登记簿
      keys register --role 角色 --public-key 公钥 --holder 职务 --out 条目
      keys rotate   --role 角色 --public-key 公钥 --holder 职务 --out 条目
      keys lost     --role 角色 --out 条目     写出登记、更换、挂失的条目，待背书
      keys submit 条目 [--officer 用户名]      背书齐全的条目登记入簿，不能再改
      keys document 抽取编号 announcement|receipt|events --out 文件
                                               写出待签名的文件（events：抽取后的事项）
      keys document 抽取编号 void --reason 原因 --order-number 文号 --out 文件
                                               写出作废决定，由监督人签名
      keys accept 抽取编号 签名文件            收存其后事项的签名（keys sign 打印的内容）
      keys escrow 抽取编号 --out 文件          写出一次性密码的托管文件
  角色：operator 抽取人、supervisor 监督人、witness 见证人、superior 上级机关
  密钥密码在终端输入，或用 --passphrase-file 指定文件；登录密码用 --password-file
  数据库由 --database-url 或 DATABASE_URL 指定；多个实施主体的用 --authority 指明
`;

type Action = (args: string[], io: CommandIo) => Promise<number>;

const ACTIONS: Readonly<Record<string, () => Promise<Action>>> = {
  make: async () => (await import('./make-command.ts')).makeKey,
  endorse: async () => (await import('./register-commands.ts')).endorseEntry,
  sign: async () => (await import('./sign-command.ts')).signDocument,
  countersign: async () => (await import('./sign-command.ts')).countersign,
  'open-escrow': async () => (await import('./escrow-commands.ts')).readEscrow,
  list: async () => (await import('./register-commands.ts')).listKeys,
  register: async () => (await import('./register-commands.ts')).draftEntry('register'),
  rotate: async () => (await import('./register-commands.ts')).draftEntry('rotate'),
  lost: async () => (await import('./register-commands.ts')).draftEntry('lost'),
  submit: async () => (await import('./register-commands.ts')).submitEntry,
  document: async () => (await import('./document-command.ts')).writeDocument,
  accept: async () => (await import('./event-signing.ts')).acceptSignature,
  escrow: async () => (await import('./escrow-commands.ts')).writeEscrow,
};

/** `keys`: the keys of those who sign draws; 1 where something cannot be done, with the reason. */
export const runKeysCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [name = '', ...rest] = args;
  const load = ACTIONS[name];
  if (load === undefined)
    throw new UsageError(
      name === '' ? '请指定要做什么。' : `没有“keys ${name}”${didYouMean(name, Object.keys(ACTIONS))}`,
    );
  try {
    return await (await load())(rest, io);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
