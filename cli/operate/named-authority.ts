import type { Kysely } from 'kysely';
import { listAuthorities } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { UsageError } from '../usage-error.ts';

/** The authority that is named, or the only one of the database. @throws UsageError where that is none, or not one */
export const namedAuthority = async (db: Kysely<Database>, named: string | undefined): Promise<string> => {
  const all = (await listAuthorities(db)).map(({ id }) => id);
  const chosen = named ?? (all.length === 1 ? all[0] : undefined);
  if (chosen !== undefined && all.includes(chosen)) return chosen;
  throw new UsageError(
    all.length === 0
      ? '数据库中没有实施主体，请先用 authority create 建立。'
      : `请用 --authority 指定实施主体的编号：${all.join('、')}。`,
  );
};
