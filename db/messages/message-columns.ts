import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type Conclusion, conclusionOf, type MessageStanding } from '../../domain/notice/conclusion.ts';
import { maskAddress, maskAddressesIn } from '../../domain/notice/mask-address.ts';
import { noticeName } from '../../domain/notice/names.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';

/** What is shown of a message: whom it names and what it says to him is not in it. */
const SHOWN = [
  ...(['id', 'subjectKind', 'subjectId', 'stage', 'dueOn', 'deadlineVersion'] as const),
  ...(['recipientKind', 'recipientId', 'channel', 'lane', 'category', 'address'] as const),
  ...([
    'template',
    'templateVersion',
    'textVersion',
    'state',
    'failureClass',
    'failure',
    'attempts',
  ] as const),
  ...(['provider', 'providerReference', 'sendAfter', 'expiresAt', 'cancelledReason'] as const),
  ...(['campaignId', 'digestId', 'resendOf'] as const),
  ...(['businessAt', 'recordedAt', 'queuedAt', 'sentAt', 'deliveredAt'] as const),
] as const;

type Row = Pick<Selectable<Database['message']>, (typeof SHOWN)[number]>;

/** The message that stands for another as JSON; the columns of {@link MessageStanding}. */
const standingOf = (
  which: RawBuilder<unknown>,
  nested: RawBuilder<unknown> = sql`null::jsonb`,
) => sql<MessageStanding | null>`
  (select jsonb_build_object('channel', o.channel, 'state', o.state, 'failureClass', o.failure_class, 'failure', o.failure,
      'sendAfter', o.send_after, 'sentAt', o.sent_at, 'deliveredAt', o.delivered_at, 'cancelledReason', o.cancelled_reason,
      'carriedBy', null, 'resentAs', ${nested})
     from message o where ${which})`;

/** Only the last of a row of resends decides, so the chain is walked to its end. */
const lastResend = standingOf(sql`o.id = (
  with recursive chain as (
    select id, 1 as step from message where resend_of = message_shown.id
    union all select m.id, chain.step + 1 from message m join chain on m.resend_of = chain.id)
  select id from chain order by step desc limit 1)`);

const carrier = standingOf(sql`o.id = message_shown.digest_id`);

/** A message as it is shown, with its conclusion; its address is masked (138****1234). */
export interface ShownMessage extends Row {
  readonly noticeName: string;
  readonly conclusion: Conclusion;
}

/** Rows of `message` under the name `message_shown`, for a query to narrow and order. */
export const shownMessages = (db: Reader, authorityId: string) =>
  db
    .selectFrom('message as messageShown')
    .select(SHOWN.map((column) => `messageShown.${column}` as const))
    .select([lastResend.as('resentAs'), carrier.as('carriedBy')])
    .where('messageShown.authorityId', '=', authorityId);

type SelectedRow = Row & Pick<MessageStanding, 'resentAs' | 'carriedBy'>;

export const shown = ({ resentAs, carriedBy, ...given }: SelectedRow): ShownMessage => {
  const row = { ...given, address: maskAddress(given.address), failure: maskAddressesIn(given.failure) };
  return {
    ...row,
    noticeName: noticeName(row.template),
    conclusion: conclusionOf({ ...row, resentAs, carriedBy }),
  };
};
