import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { readRecordMembers } from '../../../db/draw/stored-record.ts';
import { type Escrow, openEscrow } from '../../../db/keys/escrow.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { toHex } from '../../../domain/draw/hash.ts';
import { commitToOneTimeCode, prkOf, saltOf } from '../../../domain/draw/prk.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { DICE_DRAW_ID, publishedDraw, THROWN_AT } from '../support/dice-draw.ts';
import { seedOf } from '../support/keys.ts';

const drawId = DICE_DRAW_ID;

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const withSecrecy = (id: string, rows: 'none' | 'all' | readonly string[]) =>
  publishedDraw(db, {
    id,
    draw: {
      witness: { required: false, signOffWorkingDays: 5 },
      secrecy: { rows, revealWorkingDays: 10 },
    },
  });

describe('a draw whose list stays secret', () => {
  it('commits to a one-time code that salts its key, and reveals it on its day with nobody’s help', async () => {
    const { authorityId, look, stored } = await withSecrecy('secret', ['202102']);
    const { announcement, revealAt } = await stored();
    const { otc_commit, reveal_deadline } = announcement as unknown as Announcement;
    const { secret, escrow } = await db
      .selectFrom('drawSecret')
      .select(['secret', 'escrow'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(otc_commit).toEqual(commitToOneTimeCode(secret, 2));
    // Ten working days after the announcement, at the hour of draws.
    expect(revealAt).toBe('2021-01-21T02:00:00.000Z');
    expect(reveal_deadline).toBe('2021-01-21T02:00:00.000000Z');
    const record = await readRecordMembers(db, { authorityId, drawId }, [
      'prk',
      'announcement_hash',
      'sources',
    ]);
    if (record === null) throw new Error('a published draw has a record');
    const { prk, announcement_hash, sources } = record;
    expect(prk).toBe(toHex(prkOf(announcement_hash, sources, saltOf(otc_commit, secret))));
    expect(openEscrow(seedOf('supervisor'), escrow as unknown as Escrow)).toBe(secret);
    expect(() => openEscrow(seedOf('operator'), escrow as unknown as Escrow)).toThrow();

    expect(await look(THROWN_AT)).toEqual({ state: 'published', ended: false, wakeAt: revealAt });
    expect(await readDrawEvents(db, authorityId, drawId)).toEqual([]);
    expect(await look('2021-01-21T02:00:00.000Z')).toMatchObject({ ended: true });
    expect(await readDrawEvents(db, authorityId, drawId)).toMatchObject([
      { kind: 'otc-revealed', data: { secret } },
    ]);
    await look('2021-01-22T02:00:00.000Z');
    expect(await readDrawEvents(db, authorityId, drawId)).toHaveLength(1);
  });

  it('is only one that has a row for which the setting asks it', async () => {
    const { look, stored } = await withSecrecy('open', ['202103']);
    expect((await stored()).announcement).toMatchObject({ otc_commit: 'none' });
    expect(await look(THROWN_AT)).toMatchObject({ state: 'published', ended: true });
  });
});
