import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { hasRole, officersWithRole } from '../../db/officers.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import {
  COMMAND_RIGHTS,
  type CommandName,
  type CommandRight,
  ROLES,
  type Role,
} from '../../domain/rights/rights.ts';
import type { Recipient } from '../../notify/outbox/insert-notices.ts';
import type { Step } from './step.ts';

interface OfficerContact {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

const asRecipient = ({ id, name, email, phone }: OfficerContact): Recipient => ({
  kind: 'officer',
  id,
  name,
  email,
  phone,
});

export const officersByIds = async (step: Step, ids: readonly string[]): Promise<Recipient[]> => {
  if (ids.length === 0) return [];
  const officers = await step.trx
    .selectFrom('officer')
    .select(['id', 'name', 'email', 'phone'])
    .where('authorityId', '=', step.authorityId)
    .where('id', 'in', ids)
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  return officers.map(asRecipient);
};

/**
 * Members of a team, and for each who is away today the deputy (代理人) that he has as an inspector: what the absent one
 * is owed, the deputy hears as well.
 */
export const teamRecipients = async (step: Step, ids: readonly string[]): Promise<Recipient[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<OfficerContact>`
    select o.id, o.name, o.email, o.phone from officer o
     where o.authority_id = ${step.authorityId} and o.active
       and (o.id = any(${[...ids]}::text[]) or o.id in (
             select d.deputy_id from deputy d
              where d.authority_id = ${step.authorityId} and d.role = 'inspector'
                and d.officer_id = any(${[...ids]}::text[]) and ${step.today}::date between d.from_on and d.to_on))
     order by o.id`.execute(step.trx);
  return rows.map(asRecipient);
};

/** Officers who hold a role today, deputies of absent ones included. */
export const recipientsWithRole = async (step: Step, role: Role): Promise<Recipient[]> =>
  (await officersWithRole(step.trx, step.authorityId, role, step.today)).map(asRecipient);

/** Section chiefs (科室负责人) of the given officers, deputies of absent ones included. */
export const chiefsOf = async (step: Step, officerIds: readonly string[]): Promise<Recipient[]> => {
  if (officerIds.length === 0) return [];
  const officers = await step.trx
    .selectFrom('officer')
    .select('sectionId')
    .where('authorityId', '=', step.authorityId)
    .where('id', 'in', officerIds)
    .where('sectionId', 'is not', null)
    .execute();
  const sections = new Set(officers.map(({ sectionId }) => sectionId));
  const chiefs = await officersWithRole(step.trx, step.authorityId, 'chief', step.today);
  return chiefs.filter(({ sectionId }) => sections.has(sectionId)).map(asRecipient);
};

export const unitRecipient = async (step: Step, unitId: string): Promise<Recipient> => {
  const unit = await step.trx
    .selectFrom('unit')
    .select(['id', 'name', 'contactEmail', 'contactPhone'])
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow();
  return { kind: 'unit', id: unit.id, name: unit.name, email: unit.contactEmail, phone: unit.contactPhone };
};

/** The team of a task as it stands, slot 1 first. */
export const teamOf = async (
  trx: Transaction<Database>,
  authorityId: string,
  taskId: string,
): Promise<string[]> => {
  const members = await trx
    .selectFrom('teamMember')
    .select('officerId')
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('state', '=', 'assigned')
    .orderBy('slot')
    .execute();
  return members.map(({ officerId }) => officerId);
};

/**
 * Re-checks, inside the step's transaction, that the actor may give the command.
 * @param subject the task's team and unit, for commands that belong to them
 */
export const assertMay = async (
  step: Step,
  name: CommandName,
  subject: { readonly team?: readonly string[]; readonly unitId?: string } = {},
): Promise<void> => {
  const right: CommandRight = COMMAND_RIGHTS[name];
  if (step.actor.kind === 'unit') {
    if (right.unit === true && subject.unitId === step.actor.id) return;
    throw new Refusal('Forbidden', '该事项不能由检查对象办理');
  }
  if (right.team === true && subject.team?.includes(step.actor.id) === true) {
    const [active] = await officersByIds(step, [step.actor.id]);
    if (active !== undefined) return;
  }
  for (const role of right.roles) {
    if (await hasRole(step.trx, step.authorityId, step.actor.id, role, step.today)) return;
  }
  const who = [...right.roles.map((role) => ROLES[role]), ...(right.team === true ? ['本检查组成员'] : [])];
  throw new Refusal('Forbidden', `该事项只能由${who.join('、')}办理`);
};
