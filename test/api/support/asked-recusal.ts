import type { Kysely } from 'kysely';
import { systemDoing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { makeLink } from '../../../db/unit-link/links.ts';
import { saveStatement } from '../../../db/unit-link/statements.ts';
import { linkIdOf } from '../../../domain/unit-link/link-token.ts';

export interface AskedRecusal {
  readonly statementId: string;
  readonly taskId: string;
  readonly slot: number;
  readonly officerId: string;
  readonly name: string;
}

/** The unit of a task to come asks, through its link, that one of its team stand back. */
export const askForRecusal = async (
  db: Kysely<Database>,
  { except, at }: { readonly except: readonly string[]; readonly at: string },
): Promise<AskedRecusal> => {
  const seat = await db
    .selectFrom('teamMember as m')
    .innerJoin('officer as o', (join) =>
      join.onRef('o.authorityId', '=', 'm.authorityId').onRef('o.id', '=', 'm.officerId'),
    )
    .select(['m.authorityId', 'm.taskId', 'm.slot', 'm.officerId', 'o.name'])
    .where('m.taskId', 'not in', except)
    .orderBy('m.taskId')
    .orderBy('m.slot', 'desc')
    .executeTakeFirstOrThrow();
  const { authorityId, taskId, slot, officerId, name } = seat;
  const linkId = linkIdOf(new Uint8Array(12).fill(77));
  const statementId = await db.transaction().execute(async (trx) => {
    const { unitId } = await makeLink(trx, authorityId, { id: linkId, taskId }, systemDoing('test', at));
    const words = { about: name, text: '与本单位负责人有亲属关系', person: '王五', files: [] };
    return saveStatement(trx, { authorityId, linkId, taskId, unitId }, { kind: 'recusal', ...words }, at);
  });
  return { statementId, taskId, slot, officerId, name };
};
