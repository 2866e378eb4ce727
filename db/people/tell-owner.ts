import type { Transaction } from 'kysely';
import { ACCOUNT_CHANGES, type AccountChange } from '../../domain/account/account-changes.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { addressFor } from '../../domain/notice/address.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { textKey } from '../messages/approved-texts.ts';
import { type Reachable, reachOf } from '../registers/reachable.ts';

type Trx = Transaction<Database>;

const NOTICE = 'account.changed';
/** Of the shipped text of that notice. */
const TEXT_VERSION = 1;
const MINUTES = 16;

export interface OwnerNews {
  /** Stands after the words of the change: which roles, for one. */
  readonly detail?: string;
  /** Tells changes of one kind apart. @default the instant of the change */
  readonly occasion?: string;
  /** Where the owner was reached before the change that he hears of. */
  readonly addresses?: { readonly email: string | null; readonly phone: string | null };
}

interface Way {
  readonly channel: 'email' | 'sms';
  readonly address: string;
  readonly contactId: string | null;
  readonly problem: string | null;
}

const wayOver = (channel: Way['channel'], reachable: Reachable): Way[] => {
  const { email, phone, contactId, emailSuppressed, phoneSuppressed } = reachable;
  const { address, problem } = addressFor(channel, { kind: 'officer', email, phone });
  const suppressed = channel === 'email' ? emailSuppressed : phoneSuppressed;
  const stopped = suppressed === null ? null : `该地址已停用：${suppressed}，请更正联系方式后重发`;
  return address === null ? [] : [{ channel, address, contactId, problem: problem ?? stopped }];
};

/** By mail, else by SMS; an address that cannot be used gives a message that failed, for the office to see. */
const wayTo = (reachables: readonly Reachable[]): Way | undefined => {
  const ways = (['email', 'sms'] as const).flatMap((channel) =>
    reachables.flatMap((one) => wayOver(channel, one)),
  );
  return ways.find(({ problem }) => problem === null) ?? ways[0];
};

const ownerOf = (trx: Trx, authorityId: string, officerId: string) =>
  trx
    .selectFrom('officer')
    .innerJoin('authority', 'authority.id', 'officer.authorityId')
    .select(['officer.name', 'officer.email', 'officer.phone', 'officer.passwordHash'])
    .select('authority.name as authorityName')
    .where('officer.authorityId', '=', authorityId)
    .where('officer.id', '=', officerId)
    .executeTakeFirst();

const SYSTEM: Readonly<Record<string, string>> = {
  operator: '运行维护人员',
  setup: '运行维护人员',
  'sign-in': '尚未表明身份的人',
};

const whoDid = async (trx: Trx, authorityId: string, officerId: string, { actor }: Doing) => {
  if (actor.kind !== 'officer') return SYSTEM[actor.id] ?? '系统';
  if (actor.id === officerId) return '以您的账号办理';
  const other = await ownerOf(trx, authorityId, actor.id);
  return other?.name ?? actor.id;
};

/**
 * Tells the owner of an account what happened to it, in the transaction in which it happens, at any hour: the notice is
 * a row of the outbox like every other. Nothing is said of an account that has never had a password, nor to whoever has
 * no address at all; the audit trail has both.
 */
export const tellOwner = async (
  trx: Trx,
  { authorityId, officerId }: { readonly authorityId: string; readonly officerId: string },
  change: AccountChange,
  doing: Doing,
  { detail, occasion = doing.at, addresses }: OwnerNews = {},
): Promise<void> => {
  const owner = await ownerOf(trx, authorityId, officerId);
  if (owner === undefined || owner.passwordHash === null) return;
  const party = { kind: 'officer', id: officerId, ...(addresses ?? owner) } as const;
  const { contacts, textVersions } = await reachOf(trx, authorityId, [party]);
  const way = wayTo(contacts);
  if (way === undefined) return;
  const { problem, ...to } = way;
  const words = ACCOUNT_CHANGES[change];
  const params = {
    authorityName: owner.authorityName,
    recipientName: owner.name,
    change: detail === undefined ? words : `${words}：${detail}`,
    doneAt: wallTime(doing.at).slice(0, MINUTES),
    doneBy: await whoDid(trx, authorityId, officerId, doing),
  };
  await trx
    .insertInto('message')
    .values({
      ...to,
      authorityId,
      subjectKind: 'officer',
      subjectId: officerId,
      stage: `${NOTICE}/${change}/${occasion}`,
      recipientKind: 'officer',
      recipientId: officerId,
      lane: 'urgent',
      category: 'duty',
      template: NOTICE,
      templateVersion: TEXT_VERSION,
      textVersion: textVersions.get(textKey(NOTICE, 'officer')) ?? null,
      params: JSON.stringify(params),
      state: problem === null ? 'created' : 'failed',
      failureClass: problem === null ? null : 'validation',
      failure: problem,
      businessAt: doing.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
