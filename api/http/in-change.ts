import type { FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import type { ApiDeps } from '../deps.ts';
import { authorityOf, doingOf } from './doing.ts';

/**
 * One change of the facts by whoever is signed in, for his own authority: in a transaction, so whole or not at all.
 * @param write is given what every writing function of `db/` takes
 */
export const inChange = <T>(
  deps: Pick<ApiDeps, 'db' | 'now'>,
  request: FastifyRequest,
  write: (trx: Transaction<Database>, authorityId: string, doing: Doing) => Promise<T>,
): Promise<T> =>
  deps.db.transaction().execute((trx) => write(trx, authorityOf(request), doingOf(deps, request)));
