import { cycleName } from '../../domain/cycle/cycle-name.ts';
import type { Recipient } from '../../notify/outbox/insert-notices.ts';
import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import { earliest } from '../inspection-cycle/cycle-facts.ts';
import { deliverAfterCommit } from '../shared/command.ts';
import { countedFrom } from '../shared/deadline-dates.ts';
import { meetDeadline } from '../shared/deadlines.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { requestNudge, requestStart } from '../shared/engine-outbox.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { inStep, type Step } from '../shared/step.ts';
import { revealIfDue } from './after/reveal.ts';
import { askWitness, hasWitnessed, storeWitness } from './after/witness.ts';
import { announcedOf, type DrawFacts, lockDraw, noteDraw, setDraw } from './draw-facts.ts';
import type { RandomnessSource } from './randomness.ts';
import { askToSign } from './signing/ask-to-sign.ts';
import { SIGNING_ROLES } from './signing/documents.ts';
import { missingSigners, remindOfDrawSigning } from './signing/remind-of-draw.ts';
import { signAlone, signedBy } from './signing/store-signature.ts';

const openTasks = async ({ trx, authorityId }: Step, drawId: string): Promise<string[]> => {
  const tasks = await trx
    .selectFrom('task')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('endedAt', 'is', null)
    .orderBy('id')
    .execute();
  return tasks.map(({ id }) => id);
};

const tellOfDraw = async (step: Step, { draw, cycle }: DrawFacts, tasks: number): Promise<void> => {
  const people: Recipient[] = [];
  for (const role of ['office', 'drawer', 'witness', 'supervisor'] as const) {
    people.push(...(await recipientsWithRole(step, role)));
  }
  await tell(step, {
    subject: ['draw', draw.id],
    code: 'draw.done',
    params: { cycleName: cycleName(cycle), drawNumber: draw.id, tasks },
    to: [...new Map(people.map((person) => [person.id, person])).values()],
  });
};

type Awaiting = Pick<Awaited<ReturnType<typeof announcedOf>>, 'witness_required'>;

/** Makes the sealed record public, lets its tasks begin and tells the cycle. */
const publish = async (
  step: Step,
  found: DrawFacts,
  source: Pick<RandomnessSource, 'saltOf'>,
  { witness_required }: Awaiting,
): Promise<void> => {
  const { draw, cycle } = found;
  await meetDeadline(step, { subjectKind: 'draw', subjectId: draw.id, kind: 'signing', part: 'receipt' });
  await setDraw(step, draw.id, {
    state: 'published',
    waitingFor: null,
    publishedAt: step.at,
    awaiting: true,
  });
  const tasks = await openTasks(step, draw.id);
  await requestStart(step.trx, 'inspection-task', step.authorityId, tasks, step.at);
  await requestNudge(step.trx, step.authorityId, 'inspection-cycle', [cycle.id]);
  await tellOfDraw(step, found, tasks.length);
  await step.audit('draw.published', ['draw', draw.id], { recordHash: draw.recordHash });
  if (!witness_required) return;
  if (!draw.rehearsal) {
    await askWitness(step, found);
    return;
  }
  await signAlone(step, source, draw.id, 'receipt', ['witness']);
  await storeWitness(step, draw.id, { decision: 'agreed', reason: null, officerId: null, keyId: null });
};

/** Operator and supervisor sign the receipt; a rehearsal signs alone. @returns whether both have signed */
const isReceiptSigned = async (
  step: Step,
  found: DrawFacts,
  source: Pick<RandomnessSource, 'saltOf'>,
): Promise<boolean> => {
  const { draw } = found;
  if (draw.rehearsal) await signAlone(step, source, draw.id, 'receipt', SIGNING_ROLES);
  const signed = await signedBy(step, draw.id, 'receipt');
  if (SIGNING_ROLES.every((role) => signed.has(role))) return true;
  const basis = countedFrom(step, step.today, step.settings.draw.receiptWorkingDays);
  await askToSign(step, found, { document: 'receipt', basis });
  return false;
};

const waitForReceipt = async (step: Step, found: DrawFacts): Promise<Progress> => {
  const missing = await missingSigners(step, found.draw.id, 'receipt');
  await setDraw(step, found.draw.id, { waitingFor: `等待${missing}对回执签名` });
  return { state: 'sealed', ended: false, wakeAt: await remindOfDrawSigning(step, found) };
};

/** After its publication a draw is followed until the witness has spoken and the one-time code is revealed. */
const follow = async (step: Step, found: DrawFacts, { witness_required }: Awaiting): Promise<Progress> => {
  const { draw } = found;
  const revealAt = await revealIfDue(step, found);
  const isWitnessOwed = witness_required && !(await hasWitnessed(step, draw.id));
  const reminderAt = await remindOfDrawSigning(step, found);
  const ended = revealAt === null && !isWitnessOwed;
  await setDraw(step, draw.id, { awaiting: !ended });
  return { state: 'published', ended, wakeAt: ended ? null : earliest(revealAt, reminderAt) };
};

/**
 * A draw that came out void for lack of people has a record like any other: nothing of it stays secret, and its receipt
 * is signed, so that everyone can recompute why. The cycle does not wait for that.
 */
const closeVoid = async (
  step: Step,
  found: DrawFacts,
  source: Pick<RandomnessSource, 'saltOf'>,
): Promise<Progress> => {
  const { draw } = found;
  await revealIfDue(step, found, true);
  const ended = await isReceiptSigned(step, found, source);
  await setDraw(step, draw.id, { awaiting: !ended });
  if (!ended) return { ...(await waitForReceipt(step, found)), state: 'void' };
  await meetDeadline(step, { subjectKind: 'draw', subjectId: draw.id, kind: 'signing', part: 'receipt' });
  return { state: 'void', ended, wakeAt: null };
};

const look = async (
  step: Step,
  drawId: string,
  source: Pick<RandomnessSource, 'saltOf'>,
): Promise<Progress> => {
  const found = await lockDraw(step, drawId);
  const { draw } = found;
  if (draw.state === 'sealed') {
    if (!(await isReceiptSigned(step, found, source))) return waitForReceipt(step, found);
    const announced = await announcedOf(step, drawId);
    await publish(step, found, source, announced);
    return follow(step, await lockDraw(step, drawId), announced);
  }
  // Published by a release that knew neither receipt nor witness: nothing is awaited.
  if (draw.state === 'published' && draw.awaiting)
    return follow(step, found, await announcedOf(step, drawId));
  if (draw.state === 'void' && draw.recordHash !== null) return closeVoid(step, found, source);
  return { state: draw.state, ended: true, wakeAt: null };
};

/** The way from the sealed record to its end: receipt signed, published, witnessed, revealed. */
export const publishDraw =
  (deps: ActivityDeps, source: Pick<RandomnessSource, 'saltOf'>) =>
  async ({ authorityId, subjectId, at }: StepInput): Promise<Progress> => {
    const progress = await inStep(deps, { authorityId, at }, async (step) =>
      noteDraw(step, subjectId, await look(step, subjectId, source)),
    );
    await deliverAfterCommit(deps, authorityId);
    return progress;
  };
