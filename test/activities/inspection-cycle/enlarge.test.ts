import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { readEvidence } from '../../../db/draw/read-evidence.ts';
import { writeBundle } from '../../../db/draw/write-bundle.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { addBureau } from '../support/bureau.ts';
import { ASKED_ON, beginEnlarging, CYCLE_ID, DRAWN_ON, REASON, ROW, SECOND } from '../support/enlarging.ts';
import { bench, lookAtDraw, playToRunning } from '../support/play.ts';
import { at } from '../support/running-cycle.ts';
import { verifyDraw } from '../support/verify-draw.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

/** The files of the evidence, as they are written out. */
const bundleOf = async (authorityId: string): Promise<ReadonlyMap<string, Uint8Array>> => {
  const pieces = new Map<string, Buffer[]>();
  await writeBundle(await readEvidence(db, authorityId, SECOND), (name, piece) => {
    pieces.set(name, [...(pieces.get(name) ?? []), Buffer.from(piece)]);
  });
  return new Map([...pieces].map(([name, all]) => [name, Buffer.concat(all)]));
};

describe('an enlarged draw', () => {
  it('is asked for by one, granted by another, and draws so many of those who were not drawn', async () => {
    const made = await beginEnlarging(db, 'further');
    const before = await made.tasks();
    expect((await made.ask()).message).toContain(`计划行 ${ROW} 增抽 5 个对象`);
    expect(await made.stateOf()).toBeUndefined();
    expect((await made.decide()).message).toContain(`抽取编号 ${SECOND}`);
    expect(await made.stateOf()).toMatchObject({ purpose: 'enlargement', batch: 1 });
    expect(await made.draw()).toMatchObject({ state: 'published' });
    const after = await made.tasks();
    const further = after.filter(({ drawId }) => drawId === SECOND);
    expect(further).toHaveLength(5);
    expect(new Set(after.map(({ unitId }) => unitId)).size).toBe(before.length + 5);
    expect(after.map(({ sequenceNo }) => sequenceNo)).toEqual(after.map((_, index) => index + 1));
    expect(await made.row()).toMatchObject({ eligible: 40, quota: 13, drawn: 13 });
    expect(made.table.engine.started).toEqual(
      expect.arrayContaining(further.map(({ id }) => `inspection-task/${id}`)),
    );
    expect(await made.look(DRAWN_ON)).toMatchObject({ state: 'running', tasksToStart: false });
  });

  it('announces the number in place of the ratio, and names whom the cycle drew already', async () => {
    const made = await beginEnlarging(db, 'announcing');
    const units = new Set((await made.tasks()).map(({ unitId }) => unitId));
    await made.ask();
    await made.decide();
    await made.draw();
    const { announcement, exclusions } = await made.announced();
    expect(announcement).toMatchObject({
      ...{ purpose: 'enlargement', batch: 1, draw_no: SECOND, plan_rows: [202_102] },
      rules: [{ row: 202_102, ratio: { numerator: 20, denominator: 100 }, rule: { count: 5 } }],
      strata: [{ id: ROW, kind: 'fixed', ratio: null, minimum: 5, quota: 5, eligible: 40 - units.size }],
    });
    expect(exclusions.map(({ reason }) => reason)).toEqual(Array(units.size).fill('already-drawn'));
    const [first] = await db
      .selectFrom('draw')
      .select('randomness')
      .where('authorityId', '=', 'announcing')
      .orderBy('drawNo')
      .execute();
    const own = await db
      .selectFrom('draw')
      .select('randomness')
      .where('authorityId', '=', 'announcing')
      .where('id', '=', SECOND)
      .executeTakeFirstOrThrow();
    expect(own.randomness).not.toEqual(first?.randomness);
  });

  it('verifies by each of the three verifiers', async () => {
    const made = await beginEnlarging(db, 'verified');
    await made.ask();
    await made.decide();
    await made.draw();
    expect(await verifyDraw(db, 'verified', SECOND)).toMatchObject({ firstWrong: null });
    const files = await bundleOf('verified');
    const page = await pageResult(loadPageScript(), files);
    expect(page.first_wrong).toBeNull();
    const python = findPython();
    if (python === undefined) throw new Error('no Python on this machine');
    const [result] = await pythonResults(python, [files]);
    expect(result?.first_wrong).toBeNull();
  });

  it('shares the number over the classes of a row by their size, largest remainder', async () => {
    const rule: RowRule = {
      classes: {
        by: 'riskClass',
        classes: [
          { id: 'A', of: ['A'], ratio: { numerator: 10, denominator: 100, kind: 'exact' } },
          { id: 'D', of: ['D'], ratio: { numerator: 30, denominator: 100, kind: 'exact' }, minimum: 1 },
        ],
        others: 'A',
        topUp: true,
        overall: 'none',
        spread: 'by-risk',
      },
    };
    const window = { windowStart: '2021-01-01', windowEnd: '2021-04-30' };
    const authorityId = await addBureau(db, { id: 'classed', rows: [{ number: ROW, ...window, rule }] });
    await db
      .updateTable('unit')
      .set({ riskClass: 'D' })
      .where('authorityId', '=', authorityId)
      .where('code', '<=', 'c00010')
      .execute();
    const table = await bench(db);
    await playToRunning(table, authorityId);
    const give = (name: 'enlargeDraw' | 'decideEnlargement', command: object) =>
      giveToStep(db, table.cycle[name], {
        ...{ authorityId, name, subjectId: CYCLE_ID, at: at(ASKED_ON) },
        command: { reason: REASON, ...command } as never,
      });
    await give('enlargeDraw', { id: 'asked', actorId: 'office', rowNumber: ROW, additional: 6 });
    const granted = { enlargementId: 'asked', decision: 'granted' };
    await give('decideEnlargement', { id: 'decided', actorId: 'approver', ...granted });
    await lookAtDraw(table, authorityId, SECOND, at(DRAWN_ON));
    const quotas = await db
      .selectFrom('drawEntry')
      .select((each) => ['stratum', each.fn.countAll<number>().as('drawn')])
      .where('authorityId', '=', authorityId)
      .where('drawId', '=', SECOND)
      .where('drawn', '=', true)
      .groupBy('stratum')
      .orderBy('stratum')
      .execute();
    // 27 of A and 7 of D are left: 6 · 27/34 = 4.76, 6 · 7/34 = 1.24.
    expect(quotas).toEqual([
      { stratum: `${ROW}/A`, drawn: 5 },
      { stratum: `${ROW}/D`, drawn: 1 },
    ]);
    expect(await verifyDraw(db, authorityId, SECOND)).toMatchObject({ firstWrong: null });
  });
});
