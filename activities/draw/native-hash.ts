import { createHash } from 'node:crypto';
import type { DrawAlgorithm, StartHash } from '../../domain/draw/profile.ts';

const NAMES: Readonly<Record<DrawAlgorithm, string>> = {
  'hkdf-sha256-min-v1': 'sha256',
  'hkdf-sm3-min-v1': 'sm3',
};

/** H of a profile by the platform's library, for a roster and a record of a hundred megabytes. */
export const nativeHash =
  (alg: DrawAlgorithm): StartHash =>
  () =>
    createHash(NAMES[alg]);
