import type { Reader } from '../../db/actor.ts';
import { isSynthetic } from '../../db/authority.ts';
import { Refusal } from '../../domain/failure/failures.ts';

/** Real entries never come to stand among invented ones. @throws Refusal WrongState */
export const refuseSynthetic = async (db: Reader, authorityId: string): Promise<void> => {
  if (!(await isSynthetic(db, authorityId))) return;
  throw new Refusal(
    'WrongState',
    `实施主体“${authorityId}”的名录是合成数据，不能混入真实名录；请先用 authority create 另建实施主体。`,
  );
};
