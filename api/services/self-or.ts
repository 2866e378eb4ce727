import type { FastifyRequest } from 'fastify';
import { rolesOf } from '../../db/officers.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import type { ApiDeps } from '../deps.ts';
import { sessionOf, today } from '../http/guard.ts';

/** Of an officer, by whose id the route is named. */
type OfOfficer = FastifyRequest<{ Params: { id: string } }>;

/** Whether somebody asks about himself, or holds one of the roles. */
export const isSelfOr = async (
  deps: ApiDeps,
  request: OfOfficer,
  roles: readonly Role[],
): Promise<boolean> => {
  const { authorityId, officerId } = sessionOf(request);
  if (request.params.id === officerId) return true;
  const held = await rolesOf(deps.db, authorityId, officerId, today(deps));
  return roles.some((role) => held.includes(role));
};

/** @throws Refusal Forbidden */
export const assertSelfOr = async (
  deps: ApiDeps,
  request: OfOfficer,
  roles: readonly Role[],
): Promise<void> => {
  if (await isSelfOr(deps, request, roles)) return;
  throw new Refusal('Forbidden', `该事项只能由本人和${roles.map((role) => ROLES[role]).join('、')}办理。`);
};
