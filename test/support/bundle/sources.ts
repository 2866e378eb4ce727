/** Randomness of a made draw: a real round of drand quicknet, dice that the seed throws, a rehearsal's source. */
import { QUICKNET } from '../../../domain/beacon/chain.ts';
import { randomnessOf } from '../../../domain/beacon/verify-beacon.ts';
import type { ProvenSource } from '../../../domain/bundle/documents.ts';
import {
  type AnnouncedSource,
  DICE_NORMALISATION,
  DRAND_NORMALISATION,
  DRAND_SCHEME,
  roundInstant,
} from '../../../domain/draw/announced-sources.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { THROWN_AT } from './facts-of-the-draw.ts';
import { dieOf } from './lists.ts';

/** A real round of drand quicknet (R: 2023-09-15 11:00:03 UTC), published by the project itself. */
const ROUND = {
  round: 657_413,
  signature:
    'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
};

const DICE: AnnouncedSource = {
  id: 'dice',
  kind: 'dice',
  faces: 10,
  least: 39,
  normalisation: DICE_NORMALISATION,
  when: THROWN_AT,
  where: '局二楼会议室，全程录像',
};

export const drand = (round: number): AnnouncedSource => {
  const chain = { genesis: QUICKNET.genesisSeconds, period: QUICKNET.periodSeconds, round };
  return {
    id: 'drand',
    kind: 'drand',
    chain_hash: QUICKNET.hash,
    public_key: QUICKNET.publicKey,
    scheme: DRAND_SCHEME,
    ...chain,
    normalisation: DRAND_NORMALISATION,
    when: roundInstant(chain),
    where: 'https://api.drand.sh、https://drand.cloudflare.com',
  };
};

const REHEARSAL: AnnouncedSource = {
  id: 'rehearsal',
  kind: 'rehearsal',
  normalisation: '64 lowercase hex digits',
  when: '演练抽取时',
  where: '演练种子，不对外公布，不能证明公平',
};

export type Randomness = 'beacon' | 'dice' | 'dice and beacon' | 'rehearsal';

export const SOURCES: Readonly<Record<Randomness, readonly AnnouncedSource[]>> = {
  beacon: [drand(ROUND.round)],
  dice: [DICE],
  'dice and beacon': [DICE, drand(ROUND.round)],
  rehearsal: [REHEARSAL],
};

export const provenSource = (seed: number, { id, kind }: AnnouncedSource): ProvenSource => {
  if (kind === 'rehearsal') return { id, value: sha256Hex(`${seed}/rehearsal`), proof: {} };
  if (kind === 'drand') {
    const randomness = randomnessOf(ROUND.signature);
    return { id, value: randomness, proof: { ...ROUND, randomness } };
  }
  const die = dieOf(seed);
  const digits = Array.from({ length: 40 }, (_, n) => die(`throw/${n}`, 10)).join('');
  const proof = { digits, read_by: '读数人A', typed_by: ['录入人B', '录入人C'] };
  return { id, value: digits, proof: { ...proof, typed_at: THROWN_AT, record_photo_sha256: null } };
};
