/** What must hold at the end of a live draw, whatever was done to its machines: one result, once. */
import { sql } from 'kysely';
import { sealAllAudit } from '../../../db/audit/seal-audit.ts';
import { verifyAudit } from '../../../db/audit/verify-audit.ts';
import { verifyDraw } from '../../activities/support/verify-draw.ts';
import type { CeremonyHouse } from './ceremony-house.ts';
import type { LiveDraw } from './live-draw.ts';
import { patiently, until } from './patience.ts';
import type { DrawNow } from './watched-draw.ts';

/** They know the one beacon alone that a real draw may name; its signature is checked when the round is taken. */
const OF_THE_BEACON = ['round-time', 'drand-signature'];
/** A message in hand at a kill is looked at when its lease is over. */
const MESSAGES_LIMIT_MS = 400_000;

const TABLES = [
  ...['draw_signature', 'draw_dice_entry', 'draw_source_proof', 'draw_receipt', 'draw_witness'],
  'draw_event',
];

/** How many rows of each kind a draw has. */
export const rowsOf = async ({ house: { db }, authorityId }: LiveDraw): Promise<Record<string, number>> => {
  const counted: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from ${sql.table(table)} where authority_id = ${authorityId}`.execute(db);
    counted[table] = rows[0]?.n ?? Number.NaN;
  }
  return counted;
};

/** What is on record of a draw, refusals left out, sorted. */
export const auditOf = async ({ house: { db }, authorityId }: LiveDraw): Promise<string[]> => {
  const events = await db
    .selectFrom('auditEvent')
    .select('action')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'draw')
    .where('action', '<>', 'command.refused')
    .execute();
  return events.map(({ action }) => action).sort();
};

/** Of a draw that was announced, signed, thrown for, drawn, published and witnessed once. */
export const ONE_LIFE = [
  ...['draw.numbered', 'draw.announced', 'draw.signed', 'draw.signed', 'draw.locked'],
  ...['draw.dice-typed', 'draw.dice', 'draw.randomness', 'draw.sealed', 'draw.signed', 'draw.signed'],
  ...['draw.published', 'draw.witness-agreed'],
].sort();

/** One result for its number: the one that was sealed, that everybody computes, with each drawn unit's task once. */
export const expectOneResult = async (draw: LiveDraw, sealed: DrawNow): Promise<void> => {
  const { house, authorityId } = draw;
  const { db } = house;
  const draws = await db.selectFrom('draw').selectAll().where('authorityId', '=', authorityId).execute();
  const { recordHash, announcement, id: drawId } = sealed;
  expect(recordHash).not.toBeNull();
  expect(draws).toMatchObject([{ state: 'published', recordHash, announcement }]);
  const { firstWrong, checked } = await verifyDraw(db, authorityId, drawId, OF_THE_BEACON);
  expect(firstWrong).toBeNull();
  expect(checked).toEqual(expect.arrayContaining(['prk', 'tickets', 'assignment', 'record-hash', 'receipt']));

  const drawn = await db
    .selectFrom('drawEntry')
    .select('unitId')
    .where('authorityId', '=', authorityId)
    .where('drawn', '=', true)
    .execute();
  const strata = announcement?.strata ?? [];
  expect(drawn).toHaveLength(strata.reduce((sum, { quota }) => sum + quota, 0));
  const tasks = await db.selectFrom('task').select('unitId').where('authorityId', '=', authorityId).execute();
  expect(tasks.map(({ unitId }) => unitId).sort()).toEqual(
    [...new Set(drawn.map(({ unitId }) => unitId))].sort(),
  );
  await patiently(() => sealAllAudit(db));
  expect(await verifyAudit(db, authorityId)).toMatchObject({ ok: true });
};

/** Nobody is told twice: neither by the facts, nor at the inbox and the gateway. */
export const expectToldOnce = async ({ db, processes: { inbox, sms } }: CeremonyHouse): Promise<void> => {
  await until(
    'every message is settled',
    async () => {
      const { rows } = await sql`
        select from message where state in ('created', 'queued', 'sending')`.execute(db);
      return rows.length === 0;
    },
    MESSAGES_LIMIT_MS,
  );
  const messages = await db
    .selectFrom('message')
    .select(['id', 'channel', 'state', 'authorityId', 'template', 'stage', 'dueOn', 'recipientId'])
    .select(['subjectKind', 'subjectId', 'params'])
    .execute();
  const told = messages.map(({ id: _, state: __, ...message }) => JSON.stringify(message));
  expect(new Set(told).size).toBe(told.length);
  const mails = inbox.countsByMessage();
  const texts = sms.messages().map(({ messageId }) => messageId);
  expect(new Set(texts).size).toBe(texts.length);
  for (const { id, channel, state } of messages) {
    const arrived = channel === 'email' ? (mails.get(id) ?? 0) : texts.filter((each) => each === id).length;
    if (state === 'sent') expect(arrived).toBe(1);
    else expect(arrived).toBeLessThanOrEqual(1);
  }
  expect(messages.filter(({ subjectKind }) => subjectKind === 'draw').length).toBeGreaterThan(5);
  const unknown = messages.filter(({ state }) => state === 'unknown').length;
  process.stdout.write(`messages: ${messages.length}, of which unknown: ${unknown}\n`);
};
