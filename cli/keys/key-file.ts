import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { keyIdOf, publicKeyOf } from '../../domain/keys/ed25519.ts';
import { KEY_ROLES, type KeyRole } from '../../domain/keys/key-log.ts';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
/** About a tenth of a second and 128 MiB for each passphrase that somebody tries. */
const SCRYPT = { N: 131_072, r: 8, p: 1 } as const;
const SCRYPT_MEMORY = 256 * 1024 * 1024;
/** Nobody but the owner may read it. */
const OWNER_ONLY = 0o600;
const LEAST_PASSPHRASE = 10;

const hex = z.string().regex(/^[0-9a-f]+$/);
const keyFile = z.strictObject({
  schema: z.literal('dr-1-key'),
  role: z.enum(Object.keys(KEY_ROLES) as [KeyRole, ...KeyRole[]]),
  key_id: hex,
  public_key: hex,
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.int(),
    r: z.int(),
    p: z.int(),
    salt: hex,
  }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), iv: hex, tag: hex }),
  data: hex,
});
type KeyFile = z.output<typeof keyFile>;

export interface OwnKey {
  readonly role: KeyRole;
  readonly keyId: string;
  readonly publicKey: string;
  /** The 32-byte seed, hex: never written anywhere. */
  readonly seed: string;
}

const wrappingKey = (passphrase: string, { salt, N, r, p }: KeyFile['kdf']): Buffer =>
  scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'hex'), KEY_BYTES, {
    ...{ N, r, p },
    maxmem: SCRYPT_MEMORY,
  });

/** The public half is bound to the encrypted one: neither can be exchanged unseen. */
const boundTo = ({ role, public_key }: Pick<KeyFile, 'role' | 'public_key'>): Buffer =>
  Buffer.from(`dr-1-key/${role}/${public_key}`, 'utf8');

/** A new key, encrypted under the passphrase. @throws Error (Chinese) on a passphrase that is too short */
export const makeKeyFile = (role: KeyRole, passphrase: string): KeyFile => {
  if ([...passphrase].length < LEAST_PASSPHRASE)
    throw new Error(`密码太短：至少 ${LEAST_PASSPHRASE} 个字符。`);
  return keyFileOf(role, randomBytes(KEY_BYTES), passphrase);
};

/** The file of a key whose seed is there. */
export const keyFileOf = (role: KeyRole, seed: Buffer, passphrase: string): KeyFile => {
  const publicKey = publicKeyOf(seed.toString('hex'));
  const kdf = { name: 'scrypt', ...SCRYPT, salt: randomBytes(SALT_BYTES).toString('hex') } as const;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(passphrase, kdf), iv);
  cipher.setAAD(boundTo({ role, public_key: publicKey }));
  const data = Buffer.concat([cipher.update(seed), cipher.final()]).toString('hex');
  return {
    schema: 'dr-1-key',
    role,
    key_id: keyIdOf(publicKey),
    public_key: publicKey,
    kdf,
    cipher: { name: 'aes-256-gcm', iv: iv.toString('hex'), tag: cipher.getAuthTag().toString('hex') },
    data,
  };
};

/** Writes a key where there is no file yet, readable by its owner alone. */
export const writeKeyFile = async (path: string, key: KeyFile): Promise<void> => {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(`${JSON.stringify(key, null, 2)}\n`);
  } finally {
    await file.close();
  }
};

/** @throws Error (Chinese) where the file is no key, or the passphrase is wrong */
export const openKeyFile = (text: string, passphrase: string): OwnKey => {
  const parsed = keyFile.safeParse(safeJson(text));
  if (!parsed.success) throw new Error('该文件不是密钥文件，或已损坏。');
  const { role, key_id, public_key, kdf, cipher, data } = parsed.data;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    wrappingKey(passphrase, kdf),
    Buffer.from(cipher.iv, 'hex'),
  );
  decipher.setAAD(boundTo({ role, public_key }));
  decipher.setAuthTag(Buffer.from(cipher.tag, 'hex'));
  try {
    const seed = Buffer.concat([decipher.update(Buffer.from(data, 'hex')), decipher.final()]).toString('hex');
    if (publicKeyOf(seed) === public_key && keyIdOf(public_key) === key_id)
      return { role, keyId: key_id, publicKey: public_key, seed };
  } catch {
    // GCM tells no more than that something does not fit.
  }
  throw new Error('密码不对，或密钥文件被改动。');
};

const safeJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export const readKeyFile = async (path: string, passphrase: string): Promise<OwnKey> =>
  openKeyFile(await readFile(path, 'utf8'), passphrase);
