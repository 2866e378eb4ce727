import { appendDrawEvent, type NewDrawEvent, publicDrawId } from '../../../db/draw/draw-events.ts';
import { storeEventSignature } from '../../../db/draw/event-signatures.ts';
import { installationMode } from '../../../db/installation.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import type { DrawEvent } from '../../../domain/keys/draw-event.ts';
import { keyInUse } from '../../../domain/keys/key-log.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import type { Step } from '../../shared/step.ts';
import { signInRehearsal } from '../signing/rehearsal-keys.ts';

/**
 * Tells in public what happened to a draw, in the step in which it happens. Nobody is held up by it: a live event is
 * signed afterwards, by `keys sign`; a rehearsal's supervisor, who is nobody, signs at once.
 *
 * @returns the event as it stands, without a signature
 */
export const addDrawEvent = async (step: Step, drawId: string, event: NewDrawEvent): Promise<DrawEvent> => {
  const { trx, authorityId, randomness } = step;
  const added = await appendDrawEvent(trx, authorityId, drawId, event);
  const { no, hash } = added;
  if (randomness === undefined || (await installationMode(trx)) !== 'rehearsal') return added;
  const text = signedText('event', publicDrawId(authorityId, drawId), hash);
  const role = 'supervisor';
  const signature = await signInRehearsal(step, randomness, role, text);
  // A key that is not in the log proves nothing: another seed than that of the announcement, or no keys at all.
  if (keyInUse(await readKeyLog(trx, authorityId), role)?.key_id !== signature.keyId) return added;
  await storeEventSignature(trx, { authorityId, drawId, no, role, officerId: null, ...signature });
  return added;
};
