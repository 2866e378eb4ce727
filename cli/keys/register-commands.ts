import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { installationMode } from '../../db/installation.ts';
import { appendKey } from '../../db/keys/append-key.ts';
import { readKeyLog } from '../../db/keys/key-log.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { isPublicKey, keyIdOf, sign } from '../../domain/keys/ed25519.ts';
import {
  entryText,
  KEY_ROLES,
  type KeyEntry,
  type KeyRole,
  keyInUse,
  neededFor,
} from '../../domain/keys/key-log.ts';
import { preciseInstant } from '../../domain/keys/signed-text.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readEntryFile, writeEntryFile } from './entry-file.ts';
import { readKeyFile } from './key-file.ts';
import { readPassphrase } from './passphrase.ts';
import { roleOf } from './role-of.ts';
import { DATABASE_OPTIONS, withAuthority } from './with-authority.ts';

const EVENTS = { register: 'made', rotate: 'rotated', lost: 'lost' } as const;
type Action = keyof typeof EVENTS;

const now = (): string => new Date(systemClock.now()).toISOString();

/** The key that the entry is about: a new one by its public half, a lost one by its role. */
const publicKeyFor = (
  action: Action,
  role: KeyRole,
  given: string | undefined,
  log: readonly KeyEntry[],
): string => {
  if (action !== 'lost') {
    if (given === undefined || !isPublicKey(given))
      throw new UsageError('请用 --public-key 写明公钥（64 位十六进制，见 keys make 的输出）。');
    return given;
  }
  const inUse = keyInUse(log, role);
  if (inUse === undefined) throw new Refusal('WrongState', `${KEY_ROLES[role]}没有在用密钥，不需要挂失。`);
  return inUse.public_key;
};

const whoMustEndorse = (log: readonly KeyEntry[], entry: KeyEntry): string[] => {
  const needed = neededFor(log, entry);
  if (!needed.allowed) throw new Refusal('WrongState', needed.why);
  const own = entry.event === 'lost' ? [] : [`新密钥 ${entry.key_id}`];
  return [...own, ...needed.by.map(({ role, key_id }) => `${KEY_ROLES[role]}密钥 ${key_id}`)];
};

/** `keys register`, `keys rotate`, `keys lost`: writes the next line of the key log to a file that is then endorsed. */
export const draftEntry =
  (action: Action) =>
  async (args: string[], io: CommandIo): Promise<number> => {
    const { values, positionals } = parseWords(args, {
      ...DATABASE_OPTIONS,
      role: { type: 'string' },
      holder: { type: 'string' },
      'public-key': { type: 'string' },
      out: { type: 'string' },
    });
    const { holder = '', out } = values;
    if (positionals.length > 0 || out === undefined)
      throw new UsageError('请用 --out 指定要写出的条目文件。');
    const role = roleOf(values.role);
    if (action !== 'lost' && holder.trim() === '')
      throw new UsageError('请用 --holder 写明持有人的职务（不写姓名，将公开）。');
    return withAuthority(values, async (db, authority) => {
      const log = await readKeyLog(db, authority);
      const publicKey = publicKeyFor(action, role, values['public-key'], log);
      const entry: KeyEntry = {
        no: log.length + 1,
        event: EVENTS[action],
        key_id: keyIdOf(publicKey),
        role,
        alg: 'ed25519',
        public_key: publicKey,
        at: preciseInstant(now()),
        holder: holder.trim() || (keyInUse(log, role)?.holder ?? ''),
        endorsements: [],
      };
      const endorsers = whoMustEndorse(log, entry);
      await writeEntryFile(out, { authority, entry }, 'wx');
      io.stdout.write(
        `已写出第 ${entry.no} 条：${out}\n须背书：${endorsers.join('、')}\n依次用 keys endorse 背书后，用 keys submit 登记。\n`,
      );
      return EXIT.ok;
    });
  };

/** `keys endorse ENTRY --key FILE`: the holder of a key vouches for an entry; needs neither database nor network. */
export const endorseEntry = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    key: { type: 'string' },
    'passphrase-file': { type: 'string' },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0 || values.key === undefined)
    throw new UsageError('请指定条目文件，并用 --key 指定密钥文件。');
  const { authority, entry } = await readEntryFile(path);
  const { keyId, seed } = await readKeyFile(values.key, await readPassphrase(values['passphrase-file']));
  const text = entryText(authority, entry);
  const others = entry.endorsements.filter(({ key_id }) => key_id !== keyId);
  const endorsements = [...others, { key_id: keyId, value: sign(seed, text) }];
  await writeEntryFile(path, { authority, entry: { ...entry, endorsements } }, 'w');
  io.stdout.write(
    `${EVENT_NAMES[entry.event]}${KEY_ROLES[entry.role]}密钥 ${entry.key_id}（${entry.holder}），已由 ${keyId} 背书。\n`,
  );
  return EXIT.ok;
};

const EVENT_NAMES = { made: '登记', rotated: '更换为', lost: '挂失' } as const;

const officerOf = async (db: Kysely<Database>, authorityId: string, username: string): Promise<string> =>
  (
    await db
      .selectFrom('officer')
      .select('id')
      .where('authorityId', '=', authorityId)
      .where('username', '=', username)
      .where('active', '=', true)
      .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有用户名为“${username}”的在岗人员。`))
  ).id;

/** `keys submit ENTRY`: enters an endorsed line in the log, where it stays for ever. */
export const submitEntry = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, { ...DATABASE_OPTIONS, officer: { type: 'string' } });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('请指定条目文件。');
  const { authority, entry } = await readEntryFile(path);
  return withAuthority({ ...values, authority }, async (db, authorityId) => {
    if ((await installationMode(db)) === 'rehearsal')
      throw new Refusal('WrongState', '这是演练的数据库，演练自用其密钥，不接受登记。');
    const { officer } = values;
    const officerId = officer === undefined ? null : await officerOf(db, authorityId, officer);
    const doing = { actor: { kind: 'system', id: 'cli' }, commandId: null, at: now() } as const;
    await db
      .transaction()
      .execute((trx) => appendKey(trx, { authorityId, entry, officerId, rehearsal: false }, doing));
    io.stdout.write(
      `已登记：第 ${entry.no} 条，${EVENT_NAMES[entry.event]}${KEY_ROLES[entry.role]}密钥 ${entry.key_id}。\n请在公告栏公布密钥编号，供公众核对。\n`,
    );
    return EXIT.ok;
  });
};

/** `keys list`: the whole log, with what is in use. */
export const listKeys = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, DATABASE_OPTIONS);
  if (positionals.length > 0) throw new UsageError('keys list 不需要其他参数。');
  return withAuthority(values, async (db, authorityId) => {
    const log = await readKeyLog(db, authorityId);
    const inUse = new Set(
      (Object.keys(KEY_ROLES) as KeyRole[]).flatMap((role) => keyInUse(log, role)?.key_id ?? []),
    );
    for (const { no, event, role, key_id, holder, at } of log) {
      const state = event !== 'lost' && inUse.has(key_id) ? '　在用' : '';
      io.stdout.write(
        `${no}  ${at}  ${EVENT_NAMES[event]}${KEY_ROLES[role]}密钥 ${key_id}（${holder}）${state}\n`,
      );
    }
    if (log.length === 0) io.stdout.write('尚未登记密钥。\n');
    return EXIT.ok;
  });
};
