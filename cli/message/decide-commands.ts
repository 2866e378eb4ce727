import type { Kysely } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { cancelMessage } from '../../db/messages/cancel-message.ts';
import { resendMessage } from '../../db/messages/resend-message.ts';
import { resolveMessage } from '../../db/messages/resolve-message.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { CHANGING_OPTIONS, withMessages } from './with-messages.ts';

const DECISION_OPTIONS = {
  ...CHANGING_OPTIONS,
  reason: { type: 'string' },
  by: { type: 'string' },
} as const;

const RESOLVE_OPTIONS = {
  ...DECISION_OPTIONS,
  delivered: { type: 'boolean' },
  'not-delivered': { type: 'boolean' },
  proof: { type: 'string' },
  resend: { type: 'boolean' },
} as const;

interface Given {
  readonly messageId: string;
  readonly reason: string;
  readonly by: string;
}

const given = (
  positionals: readonly string[],
  { reason, by }: { readonly reason?: string | undefined; readonly by?: string | undefined },
): Given => {
  const [messageId, ...more] = positionals;
  if (messageId === undefined || more.length > 0) throw new UsageError('请指定一条消息的编号。');
  if (reason === undefined) throw new UsageError('请用 --reason 写明理由。');
  if (by === undefined) throw new UsageError('请用 --by 写明由哪位工作人员（用户名）决定。');
  return { messageId, reason, by };
};

/** Whoever runs the command acts for an officer, whose right is checked as if he had signed in. @throws Refusal NotFound */
export const doingOf = async (
  db: Kysely<Database>,
  authorityId: string,
  username: string,
): Promise<Doing> => {
  const { id } = await db
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('username', '=', username)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有用户名为“${username}”的工作人员。`, 'by'));
  return { actor: { kind: 'officer', id }, commandId: null, at: new Date(systemClock.now()).toISOString() };
};

/** `message resolve`: what became of a message nobody knows of. */
export const resolve = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, RESOLVE_OPTIONS);
  const { messageId, reason, by } = given(positionals, values);
  const { delivered = false, 'not-delivered': notDelivered = false, proof, resend = false } = values;
  if (delivered === notDelivered) throw new UsageError('请用 --delivered 或 --not-delivered 写明核对结果。');
  const outcome = delivered ? 'delivered' : 'not-delivered';
  return withMessages({ ...values, changes: true }, io, async (db, authorityId) => {
    const doing = await doingOf(db, authorityId, by);
    const { resentAs } = await db
      .transaction()
      .execute((trx) =>
        resolveMessage(trx, authorityId, { messageId, outcome, reason, proof, resend }, doing),
      );
    io.stdout.write(
      `已记为${delivered ? '送达' : '未送达'}${resentAs === null ? '' : `，补发件 ${resentAs}`}。\n`,
    );
    return EXIT.ok;
  });
};

/** `message resend`: once more to the address of today. */
export const resend = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, DECISION_OPTIONS);
  const { by, ...wanted } = given(positionals, values);
  return withMessages({ ...values, changes: true }, io, async (db, authorityId) => {
    const doing = await doingOf(db, authorityId, by);
    const id = await db.transaction().execute((trx) => resendMessage(trx, authorityId, wanted, doing));
    io.stdout.write(`补发件 ${id}\n`);
    return EXIT.ok;
  });
};

/** `message cancel`: what still waits does not go out. */
export const cancel = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, DECISION_OPTIONS);
  const { by, ...wanted } = given(positionals, values);
  return withMessages({ ...values, changes: true }, io, async (db, authorityId) => {
    const doing = await doingOf(db, authorityId, by);
    await db.transaction().execute((trx) => cancelMessage(trx, authorityId, wanted, doing));
    io.stdout.write('已取消。\n');
    return EXIT.ok;
  });
};
