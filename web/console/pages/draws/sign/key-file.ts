/** Opens the key file that `keys make` wrote. It is read in this page and goes nowhere; neither does what is in it. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

interface KeyFile {
  readonly schema: 'dr-1-key';
  readonly role: string;
  readonly key_id: string;
  readonly public_key: string;
  readonly kdf: { readonly N: number; readonly r: number; readonly p: number; readonly salt: string };
  readonly cipher: { readonly iv: string; readonly tag: string };
  readonly data: string;
}

export interface OpenKey {
  readonly role: string;
  readonly keyId: string;
  /** @returns Ed25519, hex */
  sign(text: string): string;
}

const KEY_BYTES = 32;
const KEY_ID_DIGITS = 32;
const MEMORY_BYTES = 256 * 1024 * 1024;
const WRONG = '密码不对，或密钥文件被改动。';

/** @throws Error (Chinese) */
const parse = (text: string): KeyFile => {
  try {
    const file = JSON.parse(text) as KeyFile;
    if (file.schema === 'dr-1-key' && typeof file.data === 'string' && typeof file.kdf.salt === 'string')
      return file;
  } catch {
    // Told below.
  }
  throw new Error('该文件不是密钥文件，或已损坏。');
};

const bytes = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(hexToBytes(hex));

const unwrap = async ({ role, public_key, kdf, cipher, data }: KeyFile, passphrase: string) => {
  const { N, r, p, salt } = kdf;
  const wrapping = await scryptAsync(utf8ToBytes(passphrase.normalize('NFKC')), hexToBytes(salt), {
    ...{ N, r, p, dkLen: KEY_BYTES, maxmem: MEMORY_BYTES },
  });
  const key = await crypto.subtle.importKey('raw', new Uint8Array(wrapping), 'AES-GCM', false, ['decrypt']);
  const bound = new TextEncoder().encode(`dr-1-key/${role}/${public_key}`);
  const algorithm = { name: 'AES-GCM', iv: bytes(cipher.iv), additionalData: bound };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, bytes(data + cipher.tag)));
};

/** @throws Error (Chinese) where the file is no key, or the passphrase is wrong */
export const openKey = async (text: string, passphrase: string): Promise<OpenKey> => {
  const file = parse(text);
  if (globalThis.crypto?.subtle === undefined)
    throw new Error('浏览器只在 https 网址下提供解密功能：请改用 https 打开，或用命令行签名。');
  const seed = await unwrap(file, passphrase).catch(() => {
    throw new Error(WRONG);
  });
  const publicKey = ed25519.getPublicKey(seed);
  const keyId = bytesToHex(sha256(publicKey)).slice(0, KEY_ID_DIGITS);
  if (bytesToHex(publicKey) !== file.public_key || keyId !== file.key_id) throw new Error(WRONG);
  return {
    role: file.role,
    keyId,
    sign: (signed) => bytesToHex(ed25519.sign(utf8ToBytes(signed), seed)),
  };
};
