import { createHmac } from 'node:crypto';
import type { Reader } from '../../db/actor.ts';
import { installationMode } from '../../db/installation.ts';
import { type AnnouncedSource, REHEARSAL_SOURCE } from '../../domain/draw/announced-sources.ts';
import type { SourceValue } from '../../domain/draw/prk.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { AskingDraw, RandomnessSource } from './randomness.ts';
import { voidFallback } from './sources/fallback.ts';

interface SealedSource extends RandomnessSource {
  /** @throws Refusal Forbidden for a draw that is real, or in a database that is no rehearsal's */
  valuesOf(step: { readonly trx: Reader }, draw: AskingDraw): Promise<readonly SourceValue[]>;
}

const SEALED: AnnouncedSource = {
  id: REHEARSAL_SOURCE,
  kind: 'rehearsal',
  normalisation: '64 lowercase hex digits',
  when: '演练抽取时',
  where: '演练种子，不对外公布，不能证明公平',
};
const LACK_OF_PEOPLE = '检查人员不足以组成检查组的，本次抽取作废，补足人员后以新的编号重新抽取';

const assertRehearsal = async (db: Reader): Promise<void> => {
  if ((await installationMode(db)) !== 'rehearsal') {
    throw new Refusal('Forbidden', '演练用的随机源只能用于演练库，正式运行不接受任何种子');
  }
};

/**
 * The sealed source of a rehearsal (演练): the same seed gives the same draws, so nothing it gives is fair, and every
 * record made from it says so. Refuses, now and whenever it is asked, in a database that is not a rehearsal's.
 *
 * @throws Refusal Forbidden
 */
export const rehearsalSource = async (db: Reader, seed: string): Promise<SealedSource> => {
  await assertRehearsal(db);
  const derived = (label: string): string => createHmac('sha256', seed).update(label).digest('hex');
  const valuesOf: SealedSource['valuesOf'] = async ({ trx }, { id, rehearsal }) => {
    await assertRehearsal(trx);
    if (!rehearsal) throw new Refusal('Forbidden', `抽取${id}是正式抽取，不接受演练用的随机源`);
    return [{ id: REHEARSAL_SOURCE, value: derived(`draw/${id}`) }];
  };
  return {
    beacon: null,
    // Rehearsed time runs on by milliseconds while work is done; the same seed must give the same announcement.
    announcedAt: (at) => `${at.slice(0, 13)}:00:00.000000Z`,
    saltOf: (drawId, inspectorId) => derived(`salt/${drawId}/${inspectorId}`),
    obstacleToAnnouncing: async () => null,
    plan: async (_, announcedAt) => ({
      sources: [SEALED],
      noticeHours: 0,
      fallback: voidFallback({ wait_until: announcedAt, lack_of_people: 'void', text: LACK_OF_PEOPLE }),
    }),
    valuesOf,
    look: async (step, draw) => ({ kind: 'obtained', values: await valuesOf(step, draw) }),
    ask: async () => [],
  };
};
