import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Refusal } from '../../../domain/failure/failures.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = 'v1:';
const PLAIN = 'plain:';

/** Keeps secrets that must be read again, such as the seed of a second factor: the database alone gives none away. */
export interface SecretBox {
  /** False where the installation has no SESSION_SECRET: secrets are then stored as they are, and pages say so. */
  readonly encrypts: boolean;
  /** @param owner whose it is: a sealed secret that is moved to another row does not open */
  seal(secret: string, owner: string): string;
  /** @throws Refusal NotReady where it was sealed with another key */
  open(stored: string, owner: string): string;
}

const unreadable = () =>
  new Refusal('NotReady', '无法读取第二因素的密钥（系统密钥已更换或缺失），请系统管理员为您重置第二因素。');

const opened = (key: Buffer | null, stored: string, owner: string): string => {
  if (stored.startsWith(PLAIN)) return stored.slice(PLAIN.length);
  if (key === null) throw unreadable();
  const bytes = Buffer.from(stored.slice(SEALED.length), 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString();
  } catch {
    throw unreadable();
  }
};

const sealed = (key: Buffer, secret: string, owner: string): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(Buffer.from(owner));
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  return SEALED + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
};

/** @param secret the installation's SESSION_SECRET, from which the key is derived */
export const secretBox = (secret: string | undefined): SecretBox => {
  const key =
    secret === undefined ? null : Buffer.from(hkdfSync('sha256', secret, '', 'second-factor', KEY_BYTES));
  return {
    encrypts: key !== null,
    seal: (text, owner) => (key === null ? PLAIN + text : sealed(key, text, owner)),
    open: (stored, owner) => opened(key, stored, owner),
  };
};
