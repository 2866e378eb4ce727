import { meetDeadline } from '../../shared/deadlines.ts';
import type { Step } from '../../shared/step.ts';
import { setDraw } from '../draw-facts.ts';
import { SIGNING_ROLES } from './documents.ts';
import { signedBy } from './store-signature.ts';

/** With the second signature the announcement is published (公告发布): from now on it may be drawn from. */
export const lockAnnouncement = async (step: Step, drawId: string): Promise<void> => {
  const signed = await signedBy(step, drawId, 'announcement');
  if (!SIGNING_ROLES.every((role) => signed.has(role))) return;
  await setDraw(step, drawId, { state: 'locked', lockedAt: step.at, waitingFor: null });
  await meetDeadline(step, { subjectKind: 'draw', subjectId: drawId, kind: 'signing', part: 'announcement' });
  await step.audit('draw.locked', ['draw', drawId], {});
};
