import { resetPassword } from '../../api/services/accounts.ts';
import { openDatabase } from '../../db/connect.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { withOperatedDatabase } from './operated-database.ts';

export const OFFICER_USAGE = `用法：officer list                列出工作人员的用户名、姓名和角色
      officer password 用户名     给该人员一个初始密码（只显示一次，三天内首次登录时更换），并注销其全部登录
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

const list = (url: string, io: CommandIo): Promise<number> =>
  withDatabase(url, async (db) => {
    const officers = await db
      .selectFrom('officer')
      .leftJoin('officerRole', (join) =>
        join
          .onRef('officerRole.authorityId', '=', 'officer.authorityId')
          .onRef('officerRole.officerId', '=', 'officer.id'),
      )
      .select((row) => [
        'officer.username',
        'officer.name',
        row.fn.agg<string[]>('array_agg', ['role']).as('roles'),
      ])
      .where('officer.active', '=', true)
      .groupBy(['officer.username', 'officer.name'])
      .orderBy('officer.username')
      .execute();
    for (const { username, name, roles } of officers) {
      io.stdout.write(`${username}  ${name}  ${roles.filter(Boolean).sort().join('、')}\n`);
    }
    return EXIT.ok;
  });

const withDatabase = async <T>(
  url: string,
  work: (db: ReturnType<typeof openDatabase>) => Promise<T>,
): Promise<T> => {
  const db = openDatabase(url, { max: 2, applicationName: 'inspection-operate' });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};

/** `officer`: who can sign in, and a new password for one of them: the operator's way, when nobody else has one. */
export const runOfficerCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [action, username, ...more] = args;
  if (action === 'list' && username === undefined) return withOperatedDatabase((url) => list(url, io));
  if (action !== 'password' || username === undefined || more.length > 0) {
    io.stderr.write(OFFICER_USAGE);
    return EXIT.usage;
  }
  return withOperatedDatabase((url) =>
    withDatabase(url, async (db) => {
      const password = await resetPassword(db, username);
      io.stdout.write(`${username} 的初始密码：${password}（只显示这一次，三天内首次登录时更换）\n`);
      return EXIT.ok;
    }),
  );
};
