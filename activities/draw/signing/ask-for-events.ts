import { eventPart, unsignedEvents } from '../../../db/draw/unsigned-events.ts';
import { countedFrom } from '../../shared/deadline-dates.ts';
import { findDeadline } from '../../shared/deadlines.ts';
import type { Step } from '../../shared/step.ts';
import { type DrawFacts, lockDraw } from '../draw-facts.ts';
import { askToSign } from './ask-to-sign.ts';
import { remindOfDrawSigning } from './remind-of-draw.ts';

/** Once for what came since the last signature: the working days count from the day on which the signers hear of it. */
const askOnce = async (step: Step, found: DrawFacts, firstNo: number): Promise<void> => {
  const part = eventPart(firstNo);
  const key = { subjectKind: 'draw', subjectId: found.draw.id, kind: 'signing', part } as const;
  if ((await findDeadline(step, key)) !== undefined) return;
  const basis = countedFrom(step, step.today, step.settings.draw.receiptWorkingDays);
  await askToSign(step, found, { document: 'event', part, basis });
};

/**
 * Asks operator and supervisor to sign what happened to their draws since they last did, and reminds them by the
 * signing's ladder, up to the leader in charge. A draw's own workflow is over long before most of its events, so the
 * calendar's daily look carries it.
 */
export const askForEventSignatures = async (step: Step): Promise<void> => {
  for (const { drawId, firstNo } of await unsignedEvents(step.trx, step.authorityId)) {
    const found = await lockDraw(step, drawId);
    if (found.cycle.pausedOn === null) await askOnce(step, found, firstNo);
    await remindOfDrawSigning(step, found);
  }
};
