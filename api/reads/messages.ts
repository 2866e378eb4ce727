import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { tellsOfHiddenTask } from '../../db/draw/secrecy.ts';
import type { Subject } from './subject.ts';

type Db = Kysely<Database>;

const PHONE = /^(\+?\d{3,5}?)\d{4,6}(\d{4})$/;

/** `138****1234`, `z***@example.com`: enough to recognise, not enough to use. */
export const maskAddress = (address: string | null): string | null => {
  if (address === null) return null;
  const at = address.indexOf('@');
  if (at > 0) return `${address[0]}***${address.slice(at)}`;
  const digits = PHONE.exec(address);
  return digits === null ? '****' : `${digits[1]}****${digits[2]}`;
};

const COLUMNS = [
  ...([
    'id',
    'subjectKind',
    'subjectId',
    'stage',
    'dueOn',
    'recipientKind',
    'recipientId',
    'channel',
  ] as const),
  ...([
    'lane',
    'address',
    'template',
    'templateVersion',
    'state',
    'failureClass',
    'failure',
    'attempts',
  ] as const),
  ...(['businessAt', 'recordedAt', 'sentAt', 'providerReference'] as const),
] as const;

type Row = Pick<Selectable<Database['message']>, (typeof COLUMNS)[number]>;
const masked = (row: Row) => ({ ...row, address: maskAddress(row.address) });

export interface MessageFilter {
  readonly state?: Row['state'] | undefined;
  readonly channel?: Row['channel'] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** As fine as our instants: a cursor finer or coarser than the order would skip rows. */
const TO_THE_MILLISECOND = sql<string>`date_trunc('milliseconds', recorded_at)`;

/** Where the next page goes on: instants alone are not unique. */
export const messageCursor = ({ recordedAt, id }: Pick<Row, 'recordedAt' | 'id'>): string =>
  `${recordedAt}~${id}`;

const SUBJECT = { kind: sql.ref<string>('message.subject_kind'), id: sql.ref<string>('message.subject_id') };

/**
 * Newest first, one more than asked for; what a message says to whom is not in it. To whom it went tells who was drawn:
 * while a list is secret, messages about its visits are shown to their own teams alone.
 */
export const listMessages = async (
  db: Db,
  { authorityId, officerId }: { readonly authorityId: string; readonly officerId: string },
  filter: MessageFilter,
) => {
  const { state, channel, after, limit } = filter;
  let query = db
    .selectFrom('message')
    .select(COLUMNS)
    .where('authorityId', '=', authorityId)
    .where(sql<boolean>`not ${tellsOfHiddenTask(authorityId, officerId, SUBJECT)}`);
  if (state !== undefined) query = query.where('state', '=', state);
  if (channel !== undefined) query = query.where('channel', '=', channel);
  const [recordedAt, id] = after?.split('~') ?? [];
  if (recordedAt !== undefined && id !== undefined) {
    query = query.where(
      sql<boolean>`(${TO_THE_MILLISECOND}, id) < (${recordedAt}::timestamptz, ${id}::uuid)`,
    );
  }
  return (
    await query
      .orderBy(TO_THE_MILLISECOND, 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
  ).map(masked);
};

export const messagesOf = async (db: Db, authorityId: string, subjects: readonly Subject[]) =>
  (
    await db
      .selectFrom('message')
      .select(COLUMNS)
      .where('authorityId', '=', authorityId)
      .where((eb) =>
        eb.or(
          subjects.map(([kind, subjectId]) =>
            eb('subjectKind', '=', kind).and(eb('subjectId', '=', subjectId)),
          ),
        ),
      )
      .orderBy('recordedAt')
      .execute()
  ).map(masked);
