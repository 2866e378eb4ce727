/** One cycle that has drawn, as facts: plan, cycle, a sealed draw with its order, tasks with items and teams. */
import type { Kysely, Transaction, Updateable } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { Draw } from '../../../db/types.ts';
import type { PastPairing } from '../../../domain/assignment/assignment.ts';
import { addDays, type Instant, type IsoDate, yearOf } from '../../../domain/calendar/dates.ts';
import type { AuthoritySettings } from '../../../domain/settings/settings.ts';
import { addBureau, certificateOf } from './bureau.ts';

/** The key of the draw's tickets; any 32 bytes will do. */
export const PRK = `${'c0ffee'.repeat(10)}abcd`;

export interface CaseRow {
  readonly number: string;
  readonly itemId: string;
  /** Units in the order of its one stratum, as numbers of the register (`u1` …). */
  readonly order: readonly number[];
  /** How many of the order are drawn; the rest stand by. */
  readonly drawn: number;
}

export interface CaseOptions {
  /** Lowercase letters and digits. */
  readonly id: string;
  readonly openedOn: IsoDate;
  /** @default 90 days after the opening */
  readonly windowEnd?: IsoDate;
  readonly rows?: readonly CaseRow[];
  readonly inspectors?: number;
  readonly units?: number;
  readonly settings?: Partial<AuthoritySettings>;
  /** @default true */
  readonly announced?: boolean;
  /** Who went out together before, as the draw has frozen it: certificate numbers. */
  readonly pastPairings?: readonly PastPairing[];
}

export interface CaseTask {
  readonly id: string;
  readonly unitId: string;
  /** Slot 1 first. */
  readonly team: readonly string[];
  readonly itemIds: readonly string[];
}

export interface Case {
  readonly authorityId: string;
  readonly cycleId: string;
  readonly drawId: string;
  readonly openedOn: IsoDate;
  readonly windowEnd: IsoDate;
  readonly tasks: readonly CaseTask[];
}

const STRATUM = '全区';
const ONE_ROW: readonly CaseRow[] = [
  { number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5], drawn: 2 },
];

const addPlanAndCycle = async (
  trx: Transaction<Database>,
  { authorityId, cycleId, openedOn, windowEnd }: Case,
  rows: readonly CaseRow[],
  at: Instant,
): Promise<void> => {
  const plan = { authorityId, year: yearOf(openedOn) };
  await trx
    .insertInto('plan')
    .values({ ...plan, title: '年度抽查工作计划', issuer: '测试局', currentVersion: 1 })
    .execute();
  await trx
    .insertInto('planVersion')
    .values({
      ...plan,
      version: 1,
      state: 'published',
      reason: '年度计划',
      draftedBy: 'office',
      approvedBy: 'approver',
      businessAt: at,
    })
    .execute();
  await trx
    .insertInto('cycle')
    .values({
      ...plan,
      id: cycleId,
      number: 1,
      planVersion: 1,
      windowStart: openedOn,
      windowEnd,
      state: 'running',
      drawOn: openedOn,
      drawLatestOn: openedOn,
      openedAt: at,
      drawnAt: at,
    })
    .execute();
  await trx
    .insertInto('cycleRow')
    .values(
      rows.map(({ number, itemId, order, drawn }) => ({
        authorityId,
        cycleId,
        rowNumber: number,
        itemId,
        eligible: order.length,
        quota: drawn,
        drawn,
      })),
    )
    .execute();
};

/** Announcement, two signatures, randomness: what every draw has before it has an order. */
const signAndObtain = async (
  trx: Transaction<Database>,
  key: { readonly authorityId: string; readonly id: string },
  at: Instant,
): Promise<void> => {
  const set = (step: Updateable<Draw>) =>
    trx
      .updateTable('draw')
      .set(step)
      .where('authorityId', '=', key.authorityId)
      .where('id', '=', key.id)
      .execute();
  await set({ state: 'drafted', announcement: '{}', announcementHash: '0', draftedAt: at });
  await trx
    .insertInto('drawSignature')
    .values(
      (['operator', 'supervisor'] as const).map((role) => ({
        ...{ authorityId: key.authorityId, drawId: key.id, document: 'announcement' as const, role },
        ...{ keyId: role, alg: 'ed25519' as const, value: '0'.repeat(128), signedAt: at },
      })),
    )
    .execute();
  await set({ state: 'locked', lockedAt: at });
  await set({ state: 'drawn', randomness: JSON.stringify([{ id: 'rehearsal', value: '00' }]) });
};

const addDraw = async (
  trx: Transaction<Database>,
  { authorityId, cycleId, drawId, openedOn }: Case,
  rows: readonly CaseRow[],
  people: { readonly inspectors: number; readonly pastPairings: readonly PastPairing[] },
  at: Instant,
): Promise<void> => {
  const key = { authorityId, id: drawId };
  await trx
    .insertInto('draw')
    .values({
      ...key,
      year: yearOf(openedOn),
      drawNo: 1,
      cycleId,
      purpose: 'regular',
      state: 'announced',
      rehearsal: true,
      businessAt: at,
    })
    .execute();
  await trx
    .insertInto('drawFacts')
    .values({
      ...{ authorityId, drawId, exclusions: '[]', peopleHash: '0' },
      // In these draws a person's code is the certificate, so that tests can name people.
      facts: JSON.stringify({
        pastPairings: people.pastPairings,
        inspectors: Array.from({ length: people.inspectors }, (_, index) => ({
          id: certificateOf(index + 1),
          officerId: `i${index + 1}`,
        })),
      }),
    })
    .execute();
  await signAndObtain(trx, key, at);
  const entries = rows.flatMap(({ number, order, drawn }) =>
    order.map((unit, index) => ({
      authorityId,
      drawId,
      rowNumber: number,
      stratum: STRATUM,
      position: index + 1,
      unitId: `u${unit}`,
      label: `unit:${number}/u${unit}`,
      ticket: String(index),
      drawn: index < drawn,
    })),
  );
  await trx.insertInto('drawEntry').values(entries).execute();
  const members = { alg: 'hkdf-sha256-min-v1', prk: PRK, record_hash: '0' };
  await trx
    .insertInto('drawRecord')
    .values(
      Object.entries(members).map(([member, value]) => ({
        ...{ authorityId, drawId, member, no: 1, text: JSON.stringify(value) },
      })),
    )
    .execute();
  await trx
    .updateTable('draw')
    .set({ state: 'published', recordHash: '0', sealedAt: at })
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .execute();
};

/** A unit drawn by several rows has one task with all their items (综合查一次). */
const tasksOf = (
  authorityId: string,
  cycleId: string,
  rows: readonly CaseRow[],
  inspectors: number,
): CaseTask[] => {
  const units = [...new Set(rows.flatMap(({ order, drawn }) => order.slice(0, drawn)))];
  return units.map((unit, index) => ({
    id: `${authorityId}-${cycleId}-${String(index + 1).padStart(4, '0')}`,
    unitId: `u${unit}`,
    team: [`i${((2 * index) % inspectors) + 1}`, `i${((2 * index + 1) % inspectors) + 1}`],
    itemIds: rows
      .filter(({ order, drawn }) => order.slice(0, drawn).includes(unit))
      .map(({ itemId }) => itemId),
  }));
};

const addTasks = async (
  trx: Transaction<Database>,
  { authorityId, cycleId, drawId, tasks }: Case,
  rows: readonly CaseRow[],
  announced: boolean,
  at: Instant,
): Promise<void> => {
  for (const [index, { id, unitId, team }] of tasks.entries()) {
    await trx
      .insertInto('task')
      .values({
        authorityId,
        id,
        cycleId,
        drawId,
        unitId,
        sequenceNo: index + 1,
        state: 'created',
        announced,
        unannouncedBasis: announced ? null : '局长批准，安全生产法第六十五条',
        businessAt: at,
      })
      .execute();
    const mine = rows.flatMap(({ number, itemId, order, drawn }) => {
      const place = order.slice(0, drawn).indexOf(Number(unitId.slice(1)));
      const item = { authorityId, taskId: id, rowNumber: number, itemId, cycleId, stratum: STRATUM };
      return place < 0 ? [] : [{ ...item, drawPosition: place + 1 }];
    });
    await trx.insertInto('taskItem').values(mine).execute();
    await trx
      .insertInto('teamMember')
      .values(
        team.map((officerId, slot) => ({
          authorityId,
          taskId: id,
          slot: slot + 1,
          officerId,
          state: 'assigned' as const,
          businessAt: at,
        })),
      )
      .execute();
  }
};

/** Writes a bureau of its own whose first cycle has drawn; its tasks wait for dispatch. */
export const addCase = async (db: Kysely<Database>, options: CaseOptions): Promise<Case> => {
  const { id: authorityId, openedOn, rows = ONE_ROW, inspectors = 6, units = 12, announced = true } = options;
  await addBureau(db, authorityId, { inspectors, units, settings: options.settings ?? {} });
  const cycleId = `${yearOf(openedOn)}-1`;
  const made: Case = {
    authorityId,
    cycleId,
    drawId: `${yearOf(openedOn)}-001`,
    openedOn,
    windowEnd: options.windowEnd ?? addDays(openedOn, 90),
    tasks: tasksOf(authorityId, cycleId, rows, inspectors),
  };
  const at = `${openedOn}T00:00:00.000Z`;
  await db.transaction().execute(async (trx) => {
    await addPlanAndCycle(trx, made, rows, at);
    await addDraw(trx, made, rows, { inspectors, pastPairings: options.pastPairings ?? [] }, at);
    await addTasks(trx, made, rows, announced, at);
  });
  return made;
};

/** @throws where the case has no such task */
export const taskOf = ({ tasks }: Case, index = 0): CaseTask => {
  const task = tasks[index];
  if (task === undefined) throw new Error(`the case has no task ${index}`);
  return task;
};
