/** The production source as it is made in production, on a real round of the real chain. */
import type { Kysely } from 'kysely';
import { liveSource } from '../../../../activities/draw/sources/live-source.ts';
import type { Database } from '../../../../db/connect.ts';
import { QUICKNET } from '../../../../domain/beacon/chain.ts';
import { DEFAULT_SETTINGS } from '../../../../domain/settings/settings.ts';
import { type DrandRelay, startDrandRelay } from '../../../../tools/drand-relay/drand-relay.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { addBureau, publishPlanRows } from '../../support/bureau.ts';
import { addKeys, signBoth } from '../../support/keys.ts';
import { bench, lookAtDraw } from '../../support/play.ts';
import { verifyDraw } from '../../support/verify-draw.ts';

let test: TestDatabase;
let db: Kysely<Database>;
let relay: DrandRelay;
const clock = { ms: 0 };
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  relay = await startDrandRelay({ now: () => clock.ms });
});
afterAll(async () => {
  await relay.stop();
  await test.drop();
});

const CYCLE = '2023-3';
const DRAW = '2023-001';
/** Two days, one for signing and one of notice, before a round that is at hand. */
const ANNOUNCED_AT = '2023-09-13T11:00:01.000Z';
const ROUND_AT = '2023-09-15T11:00:03.000Z';

it('draws by round 657413 of quicknet, and what it publishes verifies without the system', async () => {
  const randomness = {
    ...({ mode: 'beacon', relays: [relay.url], noticeHours: 24, roundAfterCeremonyHours: 3 } as const),
    ...({ fallback: 'void', fallbackAfterHours: 24, ceremonyPlace: null } as const),
  };
  const settings = { draw: { ...DEFAULT_SETTINGS.draw, randomness } };
  const authorityId = await addBureau(db, { id: 'quicknet', mode: 'live', rows: [], settings });
  const rows = [{ number: '202301', windowStart: '2023-09-01', windowEnd: '2023-12-31' }];
  await publishPlanRows(db, authorityId, rows, { year: 2023 });
  await addKeys(db, authorityId);
  const table = await bench(db, liveSource());
  const look = (at: string) => {
    clock.ms = Date.parse(at);
    return lookAtDraw(table, authorityId, DRAW, at);
  };
  for (const at of ['2023-09-04T01:00:00.000Z', ANNOUNCED_AT]) {
    await table.cycle.advanceCycle({ authorityId, subjectId: CYCLE, at });
  }
  await look(ANNOUNCED_AT);
  const at = '2023-09-14T01:00:00.000Z';
  await signBoth({ db, draw: table.draw, authorityId, drawId: DRAW, at }, 'announcement');
  expect(await look(at)).toMatchObject({ state: 'waiting' });
  expect(await look(ROUND_AT)).toMatchObject({ state: 'sealed' });
  const draw = await db
    .selectFrom('draw')
    .select(['announcement', 'randomness', 'rehearsal'])
    .where('authorityId', '=', authorityId)
    .executeTakeFirstOrThrow();
  expect(draw).toMatchObject({
    rehearsal: false,
    announcement: {
      sources: [
        {
          ...{ chain_hash: QUICKNET.hash, public_key: QUICKNET.publicKey, round: 657_413 },
          when: '2023-09-15T11:00:03.000000Z',
        },
      ],
    },
    randomness: [{ id: 'drand', value: 'fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587' }],
  });

  await signBoth({ db, draw: table.draw, authorityId, drawId: DRAW, at: ROUND_AT }, 'receipt');
  expect(await look(ROUND_AT)).toMatchObject({ state: 'published' });
  const { firstWrong, checked, remarks } = await verifyDraw(db, authorityId, DRAW);
  expect(firstWrong).toBeNull();
  expect(checked).toContain('drand-signature');
  expect(remarks).not.toContain('rehearsal');
});
