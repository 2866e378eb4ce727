import { Refusal } from '../domain/failure/failures.ts';
import type { Reader } from './actor.ts';

export type InstallationMode = 'live' | 'rehearsal';

/** What this database was made for. @throws Refusal NotReady where nobody has said yet. */
export const installationMode = async (db: Reader): Promise<InstallationMode> => {
  const row = await db.selectFrom('installation').select('mode').executeTakeFirst();
  if (row === undefined) throw new Refusal('NotReady', '尚未设定本库为正式运行或演练，请先完成初始化。');
  return row.mode;
};

/**
 * Says once and for ever whether this database is live or a rehearsal (演练); saying the same again changes nothing.
 * @throws Refusal WrongState on the other mode: real and rehearsed facts never share a database.
 */
export const setInstallationMode = async (db: Reader, mode: InstallationMode): Promise<void> => {
  await db
    .insertInto('installation')
    .values({ mode })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if ((await installationMode(db)) !== mode) {
    const [is, wanted] = mode === 'live' ? ['演练', '正式运行'] : ['正式运行', '演练'];
    throw new Refusal('WrongState', `本库已设定为${is}，不能改为${wanted}；请使用另一个数据库。`);
  }
};
