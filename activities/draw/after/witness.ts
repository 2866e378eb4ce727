import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ObjectToDraw, SignOffDraw } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import { countedFrom, hasPassed } from '../../shared/deadline-dates.ts';
import { findDeadline, meetDeadline, openDeadline } from '../../shared/deadlines.ts';
import { requireText } from '../../shared/fields.ts';
import { tell } from '../../shared/notice.ts';
import { assertMay, recipientsWithRole } from '../../shared/people.ts';
import type { Step } from '../../shared/step.ts';
import { announcedOf, type DrawFacts, lockDraw } from '../draw-facts.ts';
import { takeSignature } from '../signing/sign-draw.ts';
import { tookPartInDice } from '../sources/dice-store.ts';
import { addDrawEvent } from './add-event.ts';

const signOffKey = (drawId: string) =>
  ({ subjectKind: 'draw', subjectId: drawId, kind: 'sign-off' }) as const;

/** Asks the witnesses for their word on a draw that has just been published. */
export const askWitness = async (step: Step, { draw, cycle }: DrawFacts): Promise<void> => {
  const { sign_off_working_days: days } = await announcedOf(step, draw.id);
  const basis = countedFrom(step, step.today, days);
  await openDeadline(step, signOffKey(draw.id), basis);
  await tell(step, {
    subject: ['draw', draw.id],
    code: 'draw.to-witness',
    params: { cycleName: cycleName(cycle), drawNumber: draw.id, dueOn: basis.dueOn },
    to: await recipientsWithRole(step, 'witness'),
  });
};

export const hasWitnessed = async ({ trx, authorityId }: Step, drawId: string): Promise<boolean> =>
  (await trx
    .selectFrom('drawWitness')
    .select('decision')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirst()) !== undefined;

/**
 * Whoever had a hand in the draw cannot witness it: by a signature, by the dice, by any command that was carried out,
 * by asking for or granting the enlargement (扩大抽查) that it is.
 * A beacon's round brought by hand is proven by its own signature, and bars nobody.
 */
const assertUninvolved = async ({ trx, authorityId, actor }: Step, drawId: string): Promise<void> => {
  const own = await trx
    .selectFrom('drawSignature')
    .select('role')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('officerId', '=', actor.id)
    .where('role', '<>', 'witness')
    .executeTakeFirst();
  const gave = await trx
    .selectFrom('command')
    .innerJoin('commandEnd', (join) =>
      join
        .onRef('commandEnd.authorityId', '=', 'command.authorityId')
        .onRef('commandEnd.commandId', '=', 'command.id'),
    )
    .select('command.id')
    .where('command.authorityId', '=', authorityId)
    .where('command.subjectId', '=', drawId)
    .where('command.actorId', '=', actor.id)
    .where('command.name', 'not in', ['signOffDraw', 'objectToDraw', 'signDraw', 'enterBeacon'])
    .where('commandEnd.state', '=', 'done')
    .executeTakeFirst();
  const ordered = await trx
    .selectFrom('drawEnlargement')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where((row) => row.or([row('requestedBy', '=', actor.id), row('decidedBy', '=', actor.id)]))
    .executeTakeFirst();
  const threw = await tookPartInDice({ trx, authorityId }, drawId, actor.id);
  if (own === undefined && gave === undefined && ordered === undefined && !threw) return;
  throw new Refusal('SamePerson', '您参与了本次抽取的操作或签名，不得担任见证人');
};

/** @throws Refusal WrongState before the record is published, or after the witness's word */
const assertOpen = async (step: Step, { draw }: DrawFacts): Promise<void> => {
  if (draw.state !== 'published') throw new Refusal('WrongState', `抽取${draw.id}尚未公布，不能作见证确认`);
  if (await hasWitnessed(step, draw.id))
    throw new Refusal('WrongState', `抽取${draw.id}已由见证人表明意见，不能再改`);
};

export interface WitnessWord {
  readonly decision: 'agreed' | 'objected';
  readonly reason: string | null;
  readonly officerId: string | null;
  readonly keyId: string | null;
}

/** The witness's word: public, once, and late where it came late. */
export const storeWitness = async (step: Step, drawId: string, word: WitnessWord): Promise<void> => {
  const { trx, authorityId, at } = step;
  const { decision, reason, officerId, keyId } = word;
  const deadline = await findDeadline(step, signOffKey(drawId));
  const isLate = deadline !== undefined && hasPassed(step, deadline.dueOn);
  await trx
    .insertInto('drawWitness')
    .values({ authorityId, drawId, officerId, decision, reason, businessAt: at })
    .execute();
  await addDrawEvent(step, drawId, {
    at,
    kind: decision === 'agreed' ? 'witness-signed' : 'witness-objected',
    data: { in_time: !isLate, key_id: keyId },
    reason,
  });
  await meetDeadline(step, signOffKey(drawId));
  await step.audit(`draw.witness-${decision}`, ['draw', drawId], { reason });
};

/** The witness agrees (见证确认); with his key, where he holds one, he signs the receipt too. */
export const carryOutSignOff = async (step: CommandStep<SignOffDraw>): Promise<string> => {
  await assertMay(step, 'signOffDraw');
  const found = await lockDraw(step, step.subjectId);
  await assertOpen(step, found);
  await assertUninvolved(step, found.draw.id);
  const { keyId, value } = step.command;
  if (keyId !== undefined || value !== undefined) {
    const given = {
      keyId: requireText(keyId, 'keyId', '请填写密钥编号'),
      value: requireText(value, 'value', '请填写签名'),
    };
    await takeSignature(step, found, { document: 'receipt', role: 'witness', ...given });
  }
  const word = { decision: 'agreed', reason: null, officerId: step.actor.id, keyId: keyId ?? null } as const;
  await storeWitness(step, found.draw.id, word);
  return '已确认';
};

/** The witness objects (见证异议): public with its reason, and the leader in charge hears of it at once. */
export const carryOutObject = async (step: CommandStep<ObjectToDraw>): Promise<string> => {
  await assertMay(step, 'objectToDraw');
  const found = await lockDraw(step, step.subjectId);
  await assertOpen(step, found);
  await assertUninvolved(step, found.draw.id);
  const reason = requireText(step.command.reason, 'reason', '请写明异议的理由，理由将向社会公开');
  const { draw, cycle } = found;
  await storeWitness(step, draw.id, { decision: 'objected', reason, officerId: step.actor.id, keyId: null });
  const people = [
    ...(await recipientsWithRole(step, 'supervisor')),
    ...(await recipientsWithRole(step, 'office')),
  ];
  await tell(step, {
    subject: ['draw', draw.id],
    code: 'draw.objected',
    params: { cycleName: cycleName(cycle), drawNumber: draw.id, reason },
    to: [...new Map(people.map((person) => [person.id, person])).values()],
    lane: 'urgent',
  });
  return '异议已登记并公开，已报分管领导';
};
