import { createHmac } from 'node:crypto';
import { hasRole } from '../../../db/officers.ts';
import type { Approver } from '../../../domain/keys/draw-event.ts';
import { COMMAND_RIGHTS, type CommandName, type CommandRight } from '../../../domain/rights/rights.ts';
import type { Step } from '../../shared/step.ts';

const CODE_DIGITS = 16;

/** The draw's own secret, under which people get codes; null for a draw from before there was one. */
const secretOf = async ({ trx, authorityId }: Step, drawId: string): Promise<string | null> => {
  const row = await trx
    .selectFrom('drawFacts')
    .select('facts')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirst();
  const secret = (row?.facts as { readonly secret?: unknown } | null | undefined)?.secret;
  return typeof secret === 'string' ? secret : null;
};

/**
 * Who approved a change after a draw, as the public is told: by which role, and under a code that is the same for the
 * same person within the draw. Names stay inside.
 */
export const approverOf = async (step: Step, drawId: string, command: CommandName): Promise<Approver> => {
  const { trx, authorityId, actor, today } = step;
  const right: CommandRight = COMMAND_RIGHTS[command];
  let role = 'approver';
  for (const each of right.roles) {
    if (!(await hasRole(trx, authorityId, actor.id, each, today))) continue;
    role = each;
    break;
  }
  const key = (await secretOf(step, drawId)) ?? `${authorityId}/${drawId}`;
  const code = createHmac('sha256', key).update(`officer/${actor.id}`).digest('hex').slice(0, CODE_DIGITS);
  return { role, code };
};
