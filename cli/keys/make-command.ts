import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { makeKeyFile, writeKeyFile } from './key-file.ts';
import { readPassphrase } from './passphrase.ts';
import { roleOf } from './role-of.ts';

/** `keys make`: a new key on the holder's own machine; only its public half ever leaves it. */
export const makeKey = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    role: { type: 'string' },
    out: { type: 'string' },
    'passphrase-file': { type: 'string' },
  });
  const { out } = values;
  if (out === undefined || positionals.length > 0) throw new UsageError('请用 --out 指定要写出的密钥文件。');
  const role = roleOf(values.role);
  const passphrase = await readPassphrase(values['passphrase-file'], {
    confirm: true,
    prompt: '为新密钥设定密码：',
  });
  const key = makeKeyFile(role, passphrase);
  await writeKeyFile(out, key);
  io.stdout.write(
    `密钥编号 ${key.key_id}\n公钥 ${key.public_key}\n私钥已加密写入 ${out}，请本人保管，不得放在服务器上；密码遗失不能找回。\n`,
  );
  return EXIT.ok;
};
