import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { rolesOf } from '../../db/officers.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { COMMAND_RIGHTS, type CommandName, type CommandRight, ROLES } from '../../domain/rights/rights.ts';
import { COMMANDS } from './command-catalog.ts';
import { taskOfSubject } from './subjects.ts';

interface Asking {
  readonly authorityId: string;
  readonly officerId: string;
  readonly on: IsoDate;
}

export const isInTeam = async (
  db: Kysely<Database>,
  { authorityId, officerId }: Asking,
  taskId: string,
): Promise<boolean> =>
  (await db
    .selectFrom('teamMember')
    .select('slot')
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('officerId', '=', officerId)
    .where('state', '=', 'assigned')
    .executeTakeFirst()) !== undefined;

/**
 * Refuses early what the activity would refuse in its transaction anyway, so that a wrong role costs the workflow
 * nothing. @throws Refusal NotFound for a subject the authority does not have, Forbidden
 */
export const assertMayGive = async (
  db: Kysely<Database>,
  asking: Asking,
  name: CommandName,
  subjectId: string,
): Promise<void> => {
  const right: CommandRight = COMMAND_RIGHTS[name];
  const taskId = await taskOfSubject(db, asking.authorityId, COMMANDS[name].family, subjectId);
  const held = await rolesOf(db, asking.authorityId, asking.officerId, asking.on);
  if (right.roles.some((role) => held.includes(role))) return;
  if (right.team === true && taskId !== null && (await isInTeam(db, asking, taskId))) return;
  const who = [...right.roles.map((role) => ROLES[role]), ...(right.team === true ? ['本检查组成员'] : [])];
  throw new Refusal('Forbidden', `该事项只能由${who.join('、')}办理。`);
};
