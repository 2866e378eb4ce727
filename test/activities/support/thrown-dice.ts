/** A live draw's dice that lie on the table at their announced hour: for tests whose subject is what stands around them. */
import type { RandomnessSource } from '../../../activities/draw/randomness.ts';
import { voidFallback } from '../../../activities/draw/sources/fallback.ts';
import { storeProof } from '../../../activities/draw/sources/source-store.ts';
import { DICE_NORMALISATION, LEAST_DICE } from '../../../domain/draw/announced-sources.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { preciseInstant } from '../../../domain/keys/signed-text.ts';

const HOUR_MS = 3_600_000;
export const NOTICE_HOURS = 24;
const DIGITS = '314159265358979323846264338327950288419716939';

/** @param throwAt instant of the throw */
export const thrownDice = (throwAt: string): RandomnessSource => ({
  beacon: null,
  announcedAt: preciseInstant,
  saltOf: (drawId, id) => sha256Hex(`${drawId} ${id}`),
  obstacleToAnnouncing: async () => null,
  plan: async () => ({
    sources: [
      {
        id: 'dice',
        kind: 'dice',
        faces: 10,
        least: LEAST_DICE,
        normalisation: DICE_NORMALISATION,
        when: preciseInstant(throwAt),
        where: '局会议室',
      },
    ],
    noticeHours: NOTICE_HOURS,
    fallback: voidFallback({
      wait_until: preciseInstant(new Date(Date.parse(throwAt) + HOUR_MS).toISOString()),
      lack_of_people: 'void',
      text: '作废',
    }),
  }),
  look: async (step, { id }) => {
    if (step.at < throwAt) return { kind: 'wait', waitingFor: '投掷骰子', wakeAt: throwAt };
    const people = { read_by: 'a', typed_by: ['b', 'c'] };
    const proof = {
      ...{ digits: DIGITS, ...people, typed_at: preciseInstant(step.at) },
      record_photo_sha256: null,
    };
    await storeProof(step, id, { sourceId: 'dice', kind: 'dice', value: DIGITS, proof });
    return { kind: 'obtained', values: [{ id: 'dice', value: DIGITS }] };
  },
  ask: async () => [],
});
