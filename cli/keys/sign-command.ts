import { sign } from '../../domain/keys/ed25519.ts';
import { KEY_ROLES, type KeyRole } from '../../domain/keys/key-log.ts';
import { countersignedText, preciseInstant } from '../../domain/keys/signed-text.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readDocument, type SignedFile } from './document-file.ts';
import { KEY_OPTIONS, ownKey } from './own-key.ts';
import { type MadeSignature, SEND_OPTIONS, sendSignature } from './send-signature.ts';

const DEFAULT_ALG = 'hkdf-sha256-min-v1';

/** Whose signature a document can bear. @throws UsageError */
const signerOf = ({ document, order }: SignedFile, role: KeyRole): MadeSignature['role'] => {
  if (role === 'superior') throw new UsageError('上级机关的密钥用于联署：请用 keys countersign。');
  if (order !== undefined && role !== 'supervisor') throw new UsageError('作废决定由监督人签名。');
  if (document === 'event' && role === 'witness') throw new UsageError('其后事项由抽取人或监督人签名。');
  return role;
};

/** `keys sign`: signs a draw's document that lies before the signer; prints the signature, or sends it as him. */
export const signDocument = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...KEY_OPTIONS,
    ...SEND_OPTIONS,
    alg: { type: 'string' },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError(
      '请指定要签名的文件：announcement.json、receipt.json，或 keys document 写出的其后事项、作废决定。',
    );
  const file = await readDocument(path, values.alg ?? DEFAULT_ALG);
  const { document, drawId, lines, hash, order } = file;
  io.stderr.write(`${document} ${drawId}\n${lines.join('\n')}\n摘要 ${hash}\n`);
  const key = await ownKey(values);
  const { keyId } = key;
  const role = signerOf(file, key.role);
  const value = sign(key.seed, file.text);
  io.stdout.write(`${JSON.stringify({ document, role, keyId, value, ...order })}\n`);
  const { send } = values;
  if (send === undefined) return EXIT.ok;
  io.stderr.write(`${await sendSignature(file, { role, keyId, value }, { ...values, send })}\n`);
  return EXIT.ok;
};

/** `keys countersign`: the superior says that it has seen an announcement, and when. */
export const countersign = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, { ...KEY_OPTIONS, at: { type: 'string' } });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('请指定公告文件 announcement.json。');
  const file = await readDocument(path, DEFAULT_ALG);
  if (file.document !== 'announcement') throw new UsageError('联署的是公告，请指定 announcement.json。');
  const { role, keyId, seed } = await ownKey(values);
  if (role !== 'superior')
    throw new UsageError(`联署应使用上级机关的密钥，该密钥的角色是${KEY_ROLES[role]}。`);
  const signedAt = values.at ?? preciseInstant(new Date(systemClock.now()).toISOString());
  const value = sign(seed, countersignedText(file.drawId, file.hash, signedAt));
  const proof = { kind: 'countersignature', key_id: keyId, signed_at: signedAt, value };
  io.stdout.write(`${JSON.stringify(proof)}\n`);
  return EXIT.ok;
};
