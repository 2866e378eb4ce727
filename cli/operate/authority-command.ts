import { foundAuthority } from '../../api/services/first-account.ts';
import { listAuthorities, type NewAuthority } from '../../db/authority.ts';
import { openDatabase } from '../../db/connect.ts';
import { installationMode } from '../../db/installation.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords } from '../usage-error.ts';
import { withOperatedDatabase } from './operated-database.ts';

export const AUTHORITY_USAGE = `用法：authority list                列出实施主体
      authority create 编号 --name 全称 --region 行政区划代码 [--short-name 简称]
                                    建立实施主体，并给出首个账号（系统管理员）的初始密码，只显示这一次
  编号：小写字母开头，2 至 32 个小写字母、数字或短横线，建立后不能更改
  行政区划代码：六位数字
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

const OPTIONS = {
  name: { type: 'string' },
  region: { type: 'string' },
  'short-name': { type: 'string' },
} as const;

/** The id is part of every workflow id, of file names and of links. */
const ID = /^[a-z][a-z0-9-]{1,31}$/;
const REGION = /^[1-9]\d{5}$/;

/** @throws Refusal InvalidInput (Chinese) that says what is wrong and what to do */
export const checkedAuthority = ({ id, name, shortName, regionCode }: NewAuthority): NewAuthority => {
  const problems = [
    ...(ID.test(id)
      ? []
      : [`编号“${id}”不合规定，请用 2 至 32 个小写字母、数字或短横线，以字母开头，例如 pinglu。`]),
    ...(name.trim().length >= 2
      ? []
      : ['全称没有填写，请用 --name 写明，例如 --name 朔州市平鲁区交通运输局。']),
    ...(REGION.test(regionCode)
      ? []
      : [`行政区划代码“${regionCode}”不是六位数字，请用 --region 写明，例如 --region 140603。`]),
  ];
  if (problems.length > 0) throw new Refusal('InvalidInput', problems.join('\n'));
  return { id, name: name.trim(), shortName: shortName.trim() || name.trim(), regionCode };
};

const withDatabase = <T>(work: (db: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> =>
  withOperatedDatabase(async (url) => {
    const db = openDatabase(url, { max: 2, applicationName: 'inspection-authority' });
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  });

const NO_SUCH_TABLE = '42P01';

/** @throws Refusal NotReady where the database has no tables yet */
const modeOf = (db: ReturnType<typeof openDatabase>) =>
  installationMode(db).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== NO_SUCH_TABLE) throw error;
    throw new Refusal('NotReady', '数据库还没有表，请先运行 migrate。');
  });

const create = (given: NewAuthority, io: CommandIo): Promise<number> => {
  const authority = checkedAuthority(given);
  return withDatabase(async (db) => {
    if ((await modeOf(db)) === 'rehearsal') {
      throw new Refusal('WrongState', '这是演练的数据库，不能建立实施主体；请用 DATABASE_URL 指定正式库。');
    }
    const named = (await listAuthorities(db)).find(({ name }) => name === authority.name);
    if (named !== undefined) {
      throw new Refusal('WrongState', `“${authority.name}”已经建立，编号为“${named.id}”。`);
    }
    const { username, password } = await foundAuthority(db, authority);
    io.stdout.write(
      `已建立实施主体：${authority.name}（${authority.id}）\n` +
        `首个账号 ${username}　密码 ${password}　（只显示这一次，三天内首次登录时更换）\n`,
    );
    return EXIT.ok;
  });
};

const list = (io: CommandIo): Promise<number> =>
  withDatabase(async (db) => {
    const all = await listAuthorities(db);
    for (const { id, name, regionCode } of all) io.stdout.write(`${id}  ${name}  ${regionCode}\n`);
    if (all.length === 0) io.stdout.write('尚未建立实施主体。\n');
    return EXIT.ok;
  });

/** `authority`: who is served, and one more; 1 where it cannot be, with the reason, 2 where called wrongly. */
export const runAuthorityCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const call = parseWords(args, OPTIONS);
  const [action, id, ...more] = call.positionals ?? [];
  try {
    if (action === 'list' && id === undefined) return await list(io);
    if (action === 'create' && id !== undefined && more.length === 0) {
      const { name = '', region = '', 'short-name': shortName = '' } = call.values;
      return await create({ id, name, shortName, regionCode: region }, io);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
  io.stderr.write(AUTHORITY_USAGE);
  return EXIT.usage;
};
