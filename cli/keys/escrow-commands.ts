/** The one-time code of a draw, kept sealed with the superior (上级机关): he reveals it if the bureau is silent. */
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { openEscrow } from '../../db/keys/escrow.ts';
import { canonicalJson } from '../../domain/draw/canonical.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { KEY_OPTIONS, ownKey } from './own-key.ts';
import { DATABASE_OPTIONS, withAuthority } from './with-authority.ts';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);
const escrowFile = z.strictObject({
  schema: z.literal('dr-1-escrow'),
  ...{ key_id: hex, ephemeral: hex, iv: hex, data: hex, tag: hex },
});

const readEscrowFile = async (path: string): Promise<z.output<typeof escrowFile>> => {
  const text = await readFile(path, 'utf8');
  try {
    return escrowFile.parse(JSON.parse(text));
  } catch {
    throw new Error('该文件不是托管文件，或已损坏。');
  }
};

/** `keys open-escrow`: the holder of the key reads the one-time code that was sealed for him. */
export const readEscrow = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, { ...KEY_OPTIONS, out: { type: 'string' } });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('请指定托管文件。');
  const escrow = await readEscrowFile(path);
  const { seed, keyId } = await ownKey(values);
  if (keyId !== escrow.key_id)
    throw new Error(`不能解封：应由密钥 ${escrow.key_id} 的持有人解封，这是 ${keyId}。`);
  let secret: string;
  try {
    secret = openEscrow(seed, escrow);
  } catch {
    throw new Error('不能解封：托管文件被改动过。');
  }
  if (values.out === undefined) {
    io.stdout.write(`${secret}\n`);
    return EXIT.ok;
  }
  await writeFile(values.out, canonicalJson({ secret }), { flag: 'wx' });
  io.stdout.write(`已写出 ${values.out}\n`);
  return EXIT.ok;
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
