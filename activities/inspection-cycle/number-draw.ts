import { installationMode } from '../../db/installation.ts';
import { nextNumber } from '../../db/sequence.ts';
import { yearOf } from '../../domain/calendar/dates.ts';
import type { DrawPurpose } from '../../domain/draw/announcement.ts';
import { requestStart } from '../shared/engine-outbox.ts';
import type { Step } from '../shared/step.ts';

/**
 * Gives a draw of the cycle its number, which it keeps whatever becomes of it, and asks for its workflow.
 * @returns its id, `<year>-<nnn>`
 */
export const numberDraw = async (
  step: Step,
  cycleId: string,
  { purpose, batch = 1 }: { readonly purpose: DrawPurpose; readonly batch?: number },
): Promise<string> => {
  const { trx, authorityId, at } = step;
  const year = yearOf(step.today);
  const rehearsal = (await installationMode(trx)) === 'rehearsal';
  const drawNo = await nextNumber(trx, authorityId, 'draw', year);
  const id = `${year}-${String(drawNo).padStart(3, '0')}`;
  await trx
    .insertInto('draw')
    .values({
      ...{ authorityId, id, year, drawNo, cycleId, purpose, batch, rehearsal },
      ...{ state: 'announced', businessAt: at },
    })
    .execute();
  await requestStart(trx, 'draw', authorityId, [id], at);
  await step.audit('draw.numbered', ['draw', id], {
    ...{ cycleId, rehearsal },
    ...(purpose === 'regular' ? {} : { purpose, batch }),
  });
  return id;
};
