import { readFile, writeFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { sendCommand } from '../../api/services/commands.ts';
import { connectLazily } from '../../api/services/engine.ts';
import type { Database } from '../../db/connect.ts';
import { storedDraw } from '../../db/draw/stored-draw.ts';
import { type Escrow, openEscrow } from '../../db/keys/escrow.ts';
import { holderOf } from '../../db/keys/key-log.ts';
import { canonicalJson } from '../../domain/draw/canonical.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { sign } from '../../domain/keys/ed25519.ts';
import { KEY_ROLES } from '../../domain/keys/key-log.ts';
import { countersignedText, preciseInstant } from '../../domain/keys/signed-text.ts';
import { systemClock } from '../../runtime/clock.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readDocument, type SignedFile } from './document-file.ts';
import { eventsFile, storeEventSignature } from './event-signing.ts';
import { type OwnKey, readKeyFile } from './key-file.ts';
import { readPassphrase } from './passphrase.ts';
import { DATABASE_OPTIONS, withAuthority } from './with-authority.ts';

const DEFAULT_ALG = 'hkdf-sha256-min-v1';
const KEY_OPTIONS = { key: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;

const ownKey = async (values: {
  key?: string | undefined;
  'passphrase-file'?: string | undefined;
}): Promise<OwnKey> => {
  if (values.key === undefined) throw new UsageError('请用 --key 指定密钥文件。');
  return readKeyFile(values.key, await readPassphrase(values['passphrase-file']));
};

/** Gives the signature to the draw's workflow as the command of whoever holds the key; that of events needs none. */
const send = async (
  db: Kysely<Database>,
  authorityId: string,
  { document, drawId }: SignedFile,
  {
    role,
    keyId,
    value,
  }: { readonly role: 'operator' | 'supervisor' | 'witness'; readonly keyId: string; readonly value: string },
): Promise<string> => {
  const drawNo = drawId.slice(drawId.indexOf('/') + 1);
  if (document === 'event') return storeEventSignature(db, authorityId, drawNo, { keyId, value });
  const actorId = await holderOf(db, authorityId, keyId);
  if (actorId === null) throw new Refusal('NotFound', `密钥 ${keyId} 没有登记，签名没有提交。`);
  const { temporalAddress, temporalNamespace } = loadConfig();
  if (temporalAddress === undefined)
    throw new Refusal('EngineUnavailable', '请用 TEMPORAL_ADDRESS 指明流程引擎，签名没有提交。');
  const temporal = connectLazily(temporalAddress, temporalNamespace);
  try {
    const answer = await sendCommand(
      { db, temporal, now: () => systemClock.now() },
      {
        authorityId,
        name: 'signDraw',
        subjectId: drawNo,
        command: {
          id: `sign/${document}/${keyId}/${value.slice(0, 16)}`,
          actorId,
          document,
          role,
          keyId,
          value,
        },
      },
    );
    return answer.status === 'done' ? answer.outcome.message : '已提交，尚未办结';
  } finally {
    await temporal.close();
  }
};

/** `keys sign`: signs an announcement, a receipt or events that lie before the signer; prints the signature, or sends it. */
export const signDocument = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...KEY_OPTIONS,
    ...DATABASE_OPTIONS,
    alg: { type: 'string' },
    send: { type: 'boolean' },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError(
      '请指定要签名的文件：announcement.json、receipt.json 或 keys document 写出的其后事项。',
    );
  const file = await readDocument(path, values.alg ?? DEFAULT_ALG);
  io.stderr.write(`${file.document} ${file.drawId}\n${file.lines.join('\n')}\n摘要 ${file.hash}\n`);
  const key = await ownKey(values);
  const { role, keyId } = key;
  if (role === 'superior') throw new UsageError('上级机关的密钥用于联署：请用 keys countersign。');
  if (file.document === 'event' && role === 'witness') throw new UsageError('其后事项由抽取人或监督人签名。');
  const value = sign(key.seed, file.text);
  const { document } = file;
  io.stdout.write(`${JSON.stringify({ document, role, keyId, value })}\n`);
  if (values.send !== true) return EXIT.ok;
  const message = await withAuthority(values, (db, authorityId) =>
    send(db, authorityId, file, { role, keyId, value }),
  );
  io.stderr.write(`${message}\n`);
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

/** `keys document`: writes the bytes that are to be signed, for the signer to take to his own machine. */
export const writeDocument = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, { ...DATABASE_OPTIONS, out: { type: 'string' } });
  const [drawId, document, ...more] = positionals;
  const { out } = values;
  if (
    drawId === undefined ||
    out === undefined ||
    more.length > 0 ||
    !(document === 'announcement' || document === 'receipt' || document === 'events')
  )
    throw new UsageError(
      '请指定抽取编号、文件（announcement、receipt 或 events），并用 --out 指定要写出的文件。',
    );
  return withAuthority(values, async (db, authorityId) => {
    const row = await storedDraw(db, authorityId, drawId)
      .select(['draw.announcement', 'drawReceipt.receipt'])
      .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
    const content =
      document === 'events' ? await eventsFile(db, authorityId, drawId, row.announcement) : row[document];
    if (content === null)
      throw new Refusal('WrongState', `抽取“${drawId}”尚无${document === 'receipt' ? '回执' : '公告'}。`);
    await writeFile(out, canonicalJson(content), { flag: 'wx' });
    io.stdout.write(`已写出 ${out}\n`);
    return EXIT.ok;
  });
};

/** `keys open-escrow`: the holder of the key reads the one-time code that was sealed for him. */
export const readEscrow = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, KEY_OPTIONS);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('请指定托管文件。');
  const escrow = JSON.parse(await readFile(path, 'utf8')) as Escrow;
  const { seed } = await ownKey(values);
  try {
    io.stdout.write(`${openEscrow(seed, escrow)}\n`);
    return EXIT.ok;
  } catch {
    throw new Error(`不能解封：文件被改动，或应由密钥 ${escrow.key_id} 的持有人解封。`);
  }
};

/** `keys escrow`: writes the sealed one-time code of a draw; it may lie anywhere, only one key opens it. */
export const writeEscrow = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, { ...DATABASE_OPTIONS, out: { type: 'string' } });
  const [drawId, ...more] = positionals;
  const { out } = values;
  if (drawId === undefined || out === undefined || more.length > 0)
    throw new UsageError('请指定抽取编号，并用 --out 指定要写出的文件。');
  return withAuthority(values, async (db, authorityId) => {
    const { escrow } = await db
      .selectFrom('drawSecret')
      .select('escrow')
      .where('authorityId', '=', authorityId)
      .where('drawId', '=', drawId)
      .where('escrow', 'is not', null)
      .executeTakeFirstOrThrow(() => new Refusal('NotFound', `抽取“${drawId}”没有托管的一次性密码。`));
    await writeFile(out, `${canonicalJson(escrow)}\n`, { flag: 'wx' });
    io.stdout.write(`已写出 ${out}，请交上级机关保管。\n`);
    return EXIT.ok;
  });
};
