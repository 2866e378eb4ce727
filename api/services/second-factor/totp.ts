import { generateSecret, generateURI, verifySync } from 'otplib';

/** A step of RFC 6238; one before and one after are taken too, for clocks that differ. */
export const STEP_SECONDS = 30;
const CODE = /^\d{6}$/;
const SECOND_MS = 1_000;

/** 160 bits, in base32. */
export const newTotpSecret = (): string => generateSecret();

/** As apps list it. Short: written twice and encoded, a long name makes a code that phones read badly. */
const ISSUER = '双随机抽查';

/** What an authenticator app reads from the QR code. */
export const totpUri = (secret: string, username: string): string =>
  generateURI({ issuer: ISSUER, label: username, secret, period: STEP_SECONDS });

export const isTotpCode = (text: string): boolean => CODE.test(text);

/**
 * The time step of a right code, for the store of those already used; null where the code is wrong.
 * @param lastStep codes of this step and before are spent
 */
export const stepOfCode = (
  secret: string,
  code: string,
  nowMs: number,
  lastStep: number | null,
): number | null => {
  if (!isTotpCode(code)) return null;
  const epoch = Math.floor(nowMs / SECOND_MS);
  const result = verifySync({
    secret,
    token: code,
    epoch,
    period: STEP_SECONDS,
    epochTolerance: STEP_SECONDS,
  });
  if (!result.valid) return null;
  const step = Math.floor(epoch / STEP_SECONDS) + result.delta;
  return lastStep !== null && step <= lastStep ? null : step;
};
