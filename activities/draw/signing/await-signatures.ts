import { readKeyLog } from '../../../db/keys/key-log.ts';
import { keyInUse } from '../../../domain/keys/key-log.ts';
import type { Progress } from '../../../workflows/shared/contract.ts';
import { earliest } from '../../inspection-cycle/cycle-facts.ts';
import type { Step } from '../../shared/step.ts';
import { addDrawEvent } from '../after/add-event.ts';
import {
  announcedOf,
  type DrawFacts,
  dropAnnouncementDeadline,
  noteDraw,
  setDraw,
  tellOfNothing,
} from '../draw-facts.ts';
import { missingSigners, remindOfDrawSigning } from './remind-of-draw.ts';

/** Void without a result: the number stays used, the reason is public, and the cycle may draw anew under the next. */
const voidUnsigned = async (step: Step, found: DrawFacts, reason: string): Promise<Progress> => {
  const { draw } = found;
  await setDraw(step, draw.id, { state: 'void', endReason: reason, officeNote: reason, waitingFor: null });
  await dropAnnouncementDeadline(step, draw.id, reason);
  await addDrawEvent(step, draw.id, { at: step.at, kind: 'void', reason });
  await step.audit('draw.void', ['draw', draw.id], { reason });
  await tellOfNothing(step, found, reason);
  return noteDraw(step, draw.id, { state: 'void', ended: true, wakeAt: null });
};

/** The announcement names its signers: with one of their keys gone nobody can sign it any more. */
const goneKey = async (step: Step, drawId: string): Promise<string | null> => {
  const { signers } = await announcedOf(step, drawId);
  const log = await readKeyLog(step.trx, step.authorityId);
  for (const role of ['operator', 'supervisor'] as const) {
    const named = signers?.[role];
    if (named !== undefined && keyInUse(log, role)?.key_id !== named) return named;
  }
  return null;
};

/** A draft waits for its signatures until the notice of its round begins; unsigned then, it is void. */
export const awaitSignatures = async (step: Step, found: DrawFacts): Promise<Progress> => {
  const { draw } = found;
  const missing = await missingSigners(step, draw.id, 'announcement');
  const gone = await goneKey(step, draw.id);
  if (gone !== null)
    return voidUnsigned(step, found, `公告载明的签名密钥 ${gone} 已挂失或更换，公告不能签名发布`);
  if (draw.signBefore !== null && step.at >= draw.signBefore) {
    return voidUnsigned(step, found, `公告未在规定时间内签名（缺${missing}）`);
  }
  await setDraw(step, draw.id, { state: 'drafted', waitingFor: `等待${missing}对公告签名` });
  const wakeAt = earliest(draw.signBefore, await remindOfDrawSigning(step, found));
  return noteDraw(step, draw.id, { state: 'drafted', ended: false, wakeAt });
};
