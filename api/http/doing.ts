import type { FastifyRequest } from 'fastify';
import type { Doing } from '../../db/actor.ts';
import type { ApiDeps } from '../deps.ts';
import { instantNow, sessionOf } from './guard.ts';

/** Who does it and when, for the writing functions of `db/`. */
export const doingOf = (deps: Pick<ApiDeps, 'now'>, request: FastifyRequest): Doing => ({
  actor: { kind: 'officer', id: sessionOf(request).officerId },
  commandId: null,
  at: instantNow(deps),
});

/** The tenant of everything a request may see or change. */
export const authorityOf = (request: FastifyRequest): string => sessionOf(request).authorityId;
