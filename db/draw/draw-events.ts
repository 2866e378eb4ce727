import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import {
  type Approver,
  type DrawEvent,
  type DrawEventKind,
  nextDrawEvent,
} from '../../domain/keys/draw-event.ts';
import { preciseInstant } from '../../domain/keys/signed-text.ts';
import { jsonb, type Reader } from '../actor.ts';
import type { Database } from '../connect.ts';

/** Binds every hash to one draw of one authority: `draw_id` in all that is published. */
export const publicDrawId = (authorityId: string, drawId: string): string => `${authorityId}/${drawId}`;

export interface NewDrawEvent {
  readonly at: Instant;
  readonly kind: DrawEventKind;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly reason?: string | null;
  readonly evidence?: string | null;
  readonly approver?: Approver | null;
}

/**
 * Adds a public event to a draw (`events.json`), in the transaction of the step it tells of. Steps of several workflows
 * write here, whose clocks differ by moments: an event is never dated before the one it follows.
 */
export const appendDrawEvent = async (
  trx: Transaction<Database>,
  authorityId: string,
  drawId: string,
  event: NewDrawEvent,
): Promise<DrawEvent> => {
  // The cycle before its draw, as the draw's own steps do: two steps that need both never wait for each other.
  await sql`
    select from cycle c where (c.authority_id, c.id) = (
      select d.authority_id, d.cycle_id from draw d where (d.authority_id, d.id) = (${authorityId}, ${drawId}))
       for key share`.execute(trx);
  const { alg } = await trx
    .selectFrom('draw')
    .select(sql<string | null>`announcement->>'alg'`.as('alg'))
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = await trx
    .selectFrom('drawEvent')
    .select(['no', 'hash', 'at'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
  const at = preciseInstant(event.at);
  const next = nextDrawEvent(
    publicDrawId(authorityId, drawId),
    before,
    {
      at: before !== undefined && before.at > at ? before.at : at,
      kind: event.kind,
      data: event.data ?? {},
      reason: event.reason ?? null,
      evidence: event.evidence ?? null,
      approver: event.approver ?? null,
    },
    alg === null ? undefined : profileOf(alg),
  );
  const { data, approver, signature: _unsigned, ...row } = next;
  await trx
    .insertInto('drawEvent')
    .values({
      ...{ authorityId, drawId, ...row },
      data: jsonb(data),
      approver: approver === null ? null : jsonb(approver),
    })
    .execute();
  return next;
};

/** Everything that happened to a draw, as it is published. */
export const readDrawEvents = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<DrawEvent[]> => {
  const rows = await db
    .selectFrom('drawEvent')
    .leftJoin('drawEventSignature', (join) =>
      join
        .onRef('drawEventSignature.authorityId', '=', 'drawEvent.authorityId')
        .onRef('drawEventSignature.drawId', '=', 'drawEvent.drawId')
        .onRef('drawEventSignature.no', '=', 'drawEvent.no'),
    )
    .selectAll('drawEvent')
    .select(['drawEventSignature.keyId', 'drawEventSignature.value'])
    .where('drawEvent.authorityId', '=', authorityId)
    .where('drawEvent.drawId', '=', drawId)
    .orderBy('drawEvent.no')
    .execute();
  return rows.map(({ no, at, kind, data, reason, evidence, approver, prev, hash, keyId, value }) => ({
    no,
    at,
    kind: kind as DrawEventKind,
    data: data as DrawEvent['data'],
    reason,
    evidence,
    approver: approver as unknown as DrawEvent['approver'],
    prev,
    hash,
    signature: keyId === null || value === null ? null : { key_id: keyId, value },
  }));
};

/** How many events of a kind a draw has: the public count. */
export const countDrawEvents = async (
  db: Reader,
  authorityId: string,
  drawId: string,
  kind: DrawEventKind,
): Promise<number> => {
  const { count } = await db
    .selectFrom('drawEvent')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return count;
};
