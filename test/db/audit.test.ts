import { type Kysely, sql } from 'kysely';
import { type AuditEvent, appendAudit } from '../../db/audit/append-audit.ts';
import { sealAllAudit, sealAudit } from '../../db/audit/seal-audit.ts';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import type { Database } from '../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addAuthority } from './support/authority.ts';

let test: TestDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

let next = 0;
/** An authority of its own per test, so that each test has a chain of its own. */
const freshAuthority = async (): Promise<string> => {
  next += 1;
  const id = `chain${next}`;
  await addAuthority(db, id);
  return id;
};

const eventOf = (authorityId: string, n: number): AuditEvent => ({
  authorityId,
  action: 'unit.update',
  subjectKind: 'unit',
  subjectId: `u${n}`,
  actor: { kind: 'officer', id: 'o1' },
  commandId: null,
  data: { n, 说明: '更正地址', nested: { list: [1, 'b', null] } },
  at: '2021-03-01T01:00:00.000Z',
});

const append = (authorityId: string, n: number): Promise<number> =>
  db.transaction().execute((trx) => appendAudit(trx, eventOf(authorityId, n)));

const appendSealed = async (authorityId: string, count: number): Promise<number[]> => {
  const ids: number[] = [];
  for (let n = 1; n <= count; n += 1) ids.push(await append(authorityId, n));
  await sealAllAudit(db);
  return ids;
};

/** What a superuser could do behind the triggers' back. */
const tamper = (statement: (trx: Kysely<Database>) => Promise<unknown>): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await statement(trx);
  });

describe('the audit chain', () => {
  it('is whole after events were sealed, and counts what still waits', async () => {
    const authority = await freshAuthority();
    await appendSealed(authority, 5);
    await append(authority, 6);
    expect(await verifyAudit(db, authority)).toMatchObject({
      ok: true,
      events: 5,
      firstBad: null,
      unsealed: 1,
    });
  });

  it('leaves out the event of a step that was rolled back', async () => {
    const authority = await freshAuthority();
    const step = db.transaction().execute(async (trx) => {
      await appendAudit(trx, eventOf(authority, 1));
      throw new Error('the step fails');
    });
    await expect(step).rejects.toThrow('the step fails');
    await appendSealed(authority, 2);
    expect(await verifyAudit(db, authority)).toMatchObject({ ok: true, events: 2 });
  });

  it('seals an event that commits late behind those sealed meanwhile', async () => {
    const authority = await freshAuthority();
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let began = (_id: number): void => undefined;
    const begun = new Promise<number>((resolve) => {
      began = resolve;
    });
    const slow = db.transaction().execute(async (trx) => {
      began(await appendAudit(trx, eventOf(authority, 1)));
      await held;
    });
    const slowId = await begun;
    const [fastId] = await appendSealed(authority, 1);
    finish();
    await slow;
    await sealAllAudit(db);
    const seals = await db
      .selectFrom('auditSeal')
      .select('eventId')
      .where('authorityId', '=', authority)
      .orderBy('seq')
      .execute();
    expect(seals.map((seal) => seal.eventId)).toEqual([fastId, slowId]);
    expect(fastId).toBeGreaterThan(slowId);
    expect(await verifyAudit(db, authority)).toMatchObject({ ok: true, events: 2 });
  });

  it('lets one sealer work at a time', async () => {
    const authority = await freshAuthority();
    await append(authority, 1);
    await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(7301, 1)`.execute(trx);
      expect(await sealAudit(db)).toEqual({ sealed: 0, busy: true });
    });
    expect((await sealAudit(db)).sealed).toBeGreaterThan(0);
  });

  it('stays whole under 200 concurrent steps with a sealer at work', async () => {
    const authority = await freshAuthority();
    let running = true;
    const sealer = (async () => {
      while (running) await sealAudit(db, { batch: 7 });
    })();
    await Promise.all(Array.from({ length: 200 }, (_, n) => append(authority, n)));
    running = false;
    await sealer;
    await sealAllAudit(db);
    expect(await verifyAudit(db, authority)).toMatchObject({ ok: true, events: 200, unsealed: 0 });
  });

  it('keeps chains of two authorities apart', async () => {
    const [one, two] = [await freshAuthority(), await freshAuthority()];
    for (let n = 0; n < 3; n += 1) await Promise.all([append(one, n), append(two, n)]);
    await sealAllAudit(db);
    await tamper((trx) =>
      trx.updateTable('auditEvent').set({ action: 'x' }).where('authorityId', '=', one).execute(),
    );
    expect(await verifyAudit(db, one)).toMatchObject({ ok: false, firstBad: { seq: 1 } });
    expect(await verifyAudit(db, two)).toMatchObject({ ok: true, events: 3 });
  });
});

describe('verification finds', () => {
  it.each([
    ['its data', sql`data = '{"n": 99}'`],
    ['its actor', sql`actor_id = 'o2'`],
    ['a microsecond of its instant', sql`recorded_at = recorded_at + interval '1 microsecond'`],
    ['its authority', sql`authority_id = 'chain1'`],
  ])('an event changed in %s', async (_what, change) => {
    const authority = await freshAuthority();
    const ids = await appendSealed(authority, 4);
    await tamper((trx) => sql`update audit_event set ${change} where id = ${ids[2]}`.execute(trx));
    expect(await verifyAudit(db, authority)).toMatchObject({
      ok: false,
      events: 2,
      firstBad: { seq: 3, what: 'changed-event' },
    });
  });

  it('an event that is gone', async () => {
    const authority = await freshAuthority();
    const ids = await appendSealed(authority, 4);
    await tamper((trx) => sql`delete from audit_event where id = ${ids[1]}`.execute(trx));
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: 2, what: 'missing-event' });
  });

  it('an event that is gone together with its seal', async () => {
    const authority = await freshAuthority();
    const ids = await appendSealed(authority, 4);
    await tamper(async (trx) => {
      await sql`delete from audit_seal where event_id = ${ids[1]}`.execute(trx);
      await sql`delete from audit_event where id = ${ids[1]}`.execute(trx);
    });
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: 2, what: 'missing-seal' });
  });

  it('a cut closed by renumbering', async () => {
    const authority = await freshAuthority();
    const ids = await appendSealed(authority, 4);
    await tamper(async (trx) => {
      await sql`delete from audit_seal where event_id = ${ids[1]}`.execute(trx);
      await sql`update audit_seal set seq = seq - 1 where authority_id = ${authority} and seq > 2`.execute(
        trx,
      );
    });
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: 2, what: 'reordered' });
  });

  it('the last event robbed of its seal', async () => {
    const authority = await freshAuthority();
    const ids = await appendSealed(authority, 3);
    await tamper((trx) => sql`delete from audit_seal where event_id = ${ids[2]}`.execute(trx));
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: 3, what: 'missing-seal' });
  });

  it('two events exchanged', async () => {
    const authority = await freshAuthority();
    const ids = await appendSealed(authority, 4);
    await tamper(async (trx) => {
      await sql`update audit_seal set event_id = -1 where event_id = ${ids[1]}`.execute(trx);
      await sql`update audit_seal set event_id = ${ids[1]} where event_id = ${ids[2]}`.execute(trx);
      await sql`update audit_seal set event_id = ${ids[2]} where event_id = -1`.execute(trx);
    });
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: 2, what: 'changed-event' });
  });

  it('two seals exchanged', async () => {
    const authority = await freshAuthority();
    await appendSealed(authority, 4);
    await tamper(async (trx) => {
      await sql`update audit_seal set seq = -1 where authority_id = ${authority} and seq = 2`.execute(trx);
      await sql`update audit_seal set seq = 2 where authority_id = ${authority} and seq = 3`.execute(trx);
      await sql`update audit_seal set seq = 3 where authority_id = ${authority} and seq = -1`.execute(trx);
    });
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: 2, what: 'reordered' });
  });

  it('an event deleted before it was sealed', async () => {
    const authority = await freshAuthority();
    const id = await append(authority, 1);
    await tamper((trx) => sql`delete from audit_event where id = ${id}`.execute(trx));
    expect((await verifyAudit(db, authority)).firstBad).toEqual({ seq: null, what: 'lost-before-sealing' });
    await tamper((trx) => sql`delete from audit_unsealed where event_id = ${id}`.execute(trx));
  });
});

describe('append-only tables', () => {
  it.each(['audit_event', 'audit_seal', 'register_history'])(
    '%s refuses UPDATE, DELETE and TRUNCATE',
    async (table) => {
      const authority = await freshAuthority();
      await appendSealed(authority, 1);
      await db
        .insertInto('registerHistory')
        .values({ authorityId: authority, register: 'unit', entryKey: 'u', changedBy: 'o', before: '{}' })
        .execute();
      for (const statement of [
        sql`update ${sql.table(table)} set authority_id = 'chain1'`,
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)} cascade`,
      ]) {
        await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
      }
    },
  );
});
