import type { FastifyRequest } from 'fastify';
import type { UnitSession } from '../../db/unit-link/unit-sessions.ts';

/** The unit whose page it is. @throws Refusal where its link is over */
export type UnitOf = (request: FastifyRequest) => Promise<UnitSession>;
