import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { fromHex, toHex } from '../../domain/draw/hash.ts';
import { keyIdOf, publicKeyOf } from '../../domain/keys/ed25519.ts';

/** A secret that only the holder of one signing key can read: kept beside the draw, and given out to anybody. */
export interface Escrow {
  readonly schema: 'dr-1-escrow';
  /** Whose private key opens it. */
  readonly key_id: string;
  /** X25519 public key made for this escrow alone; hex, as all below. */
  readonly ephemeral: string;
  readonly iv: string;
  readonly data: string;
  readonly tag: string;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const INFO = 'dr-1/escrow';

const cipherKey = (shared: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeral, recipient]), INFO, KEY_BYTES));

/**
 * Seals for the holder of an Ed25519 key: X25519 with that key's Montgomery form, HKDF-SHA256 over both public keys,
 * AES-256-GCM. @param publicKey Ed25519, hex @param secret hex
 */
export const sealedFor = (publicKey: string, secret: string): Escrow => {
  const recipient = ed25519.utils.toMontgomery(fromHex(publicKey));
  const { secretKey, publicKey: ephemeral } = x25519.keygen();
  const iv = randomBytes(IV_BYTES);
  const key = cipherKey(x25519.getSharedSecret(secretKey, recipient), ephemeral, recipient);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(fromHex(secret)), cipher.final()]);
  return {
    schema: 'dr-1-escrow',
    key_id: keyIdOf(publicKey),
    ephemeral: toHex(ephemeral),
    iv: iv.toString('hex'),
    data: data.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
  };
};

/** @param seed Ed25519 seed of the key it was sealed for, hex @returns the secret, hex @throws for another key */
export const openEscrow = (seed: string, { ephemeral, iv, data, tag }: Escrow): string => {
  const recipient = ed25519.utils.toMontgomery(fromHex(publicKeyOf(seed)));
  const shared = x25519.getSharedSecret(ed25519.utils.toMontgomerySecret(fromHex(seed)), fromHex(ephemeral));
  const key = cipherKey(shared, fromHex(ephemeral), recipient);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'hex'));
  decipher.setAuthTag(Buffer.from(tag, 'hex'));
  return Buffer.concat([decipher.update(Buffer.from(data, 'hex')), decipher.final()]).toString('hex');
};
