import type { Kysely } from 'kysely';
import { listAuthorities } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { UsageError } from '../usage-error.ts';

/** The only authority of a database. @throws Refusal NotFound where there is none, UsageError where there are several */
export const onlyAuthority = async (db: Kysely<Database>): Promise<string> => {
  const [only, ...others] = await listAuthorities(db);
  if (only === undefined) throw new Refusal('NotFound', '数据库中没有实施主体。');
  if (others.length > 0) throw new UsageError('数据库中有多个实施主体，请用 --authority 指定其编号。');
  return only.id;
};
