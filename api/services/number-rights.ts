import type { FastifyRequest } from 'fastify';
import { rolesOf } from '../../db/officers.ts';
import { maskAddress } from '../../domain/notice/mask-address.ts';
import type { Role } from '../../domain/rights/rights.ts';
import type { ApiDeps } from '../deps.ts';
import { sessionOf, today } from '../http/guard.ts';

/** Who keeps the contacts and therefore sees telephone numbers and mail addresses in full. */
export const NUMBER_ROLES: readonly Role[] = ['office', 'admin'];

/** Whose office is to see that nobody inspects his own kin: declared interests are for them and for oneself. */
export const INTEREST_READERS: readonly Role[] = [...NUMBER_ROLES, 'approver', 'supervisor', 'witness'];

/** Whose numbers are asked for. */
export type NumberOwner = { readonly unitId: string } | { readonly officerId: string } | null;

/** A member of a team that has still to do with the unit needs its number: to make the date, to follow up an order. */
const isOnTeamFor = async (
  { db }: ApiDeps,
  authorityId: string,
  officerId: string,
  unitId: string,
): Promise<boolean> =>
  (await db
    .selectFrom('teamMember')
    .innerJoin('task', (join) =>
      join
        .onRef('task.authorityId', '=', 'teamMember.authorityId')
        .onRef('task.id', '=', 'teamMember.taskId'),
    )
    .select('task.id')
    .where('teamMember.authorityId', '=', authorityId)
    .where('teamMember.officerId', '=', officerId)
    .where('teamMember.state', '=', 'assigned')
    .where('task.unitId', '=', unitId)
    .where('task.dispatchedAt', 'is not', null)
    .where('task.closedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Whether whoever asks sees these numbers in full: the office, the admin, oneself, and the unit's own team. */
export const seesNumbers = async (
  deps: ApiDeps,
  request: FastifyRequest,
  owner: NumberOwner = null,
): Promise<boolean> => {
  const { authorityId, officerId } = sessionOf(request);
  if (owner !== null && 'officerId' in owner && owner.officerId === officerId) return true;
  const held = await rolesOf(deps.db, authorityId, officerId, today(deps));
  if (NUMBER_ROLES.some((role) => held.includes(role))) return true;
  return owner !== null && 'unitId' in owner && isOnTeamFor(deps, authorityId, officerId, owner.unitId);
};

const NUMBER_FIELDS = [
  'email',
  'phone',
  'contactEmail',
  'contactPhone',
  'contact_email',
  'contact_phone',
] as const;

/** The same row with its numbers masked: 138****1234. */
export const maskNumbers = <Row extends object>(row: Row): Row => {
  const masked = { ...row } as Record<string, unknown>;
  for (const field of NUMBER_FIELDS) {
    const value = masked[field];
    if (typeof value === 'string') masked[field] = maskAddress(value);
  }
  return masked as Row;
};
