import type { Kysely } from 'kysely';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import { endRowWork } from '../../../activities/shared/row-work.ts';
import { inStep } from '../../../activities/shared/step.ts';
import type { Database } from '../../../db/connect.ts';
import { readEvidence } from '../../../db/draw/read-evidence.ts';
import { writeBundle } from '../../../db/draw/write-bundle.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { addBureau, type BureauOptions } from '../support/bureau.ts';
import { bench, lookAtDraw, playToRunning } from '../support/play.ts';
import { at } from '../support/running-cycle.ts';
import { verifyDraw } from '../support/verify-draw.ts';

const CYCLE_ID = '2021-1';
const ROW = '202102';
const REASON = '前期检查发现问题比例较高';
const [ASKED_ON, DRAWN_ON, LATER] = ['2021-01-11', '2021-01-12', '2021-01-13'];
const SECOND = '2021-002';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

/** A bureau whose cycle runs, and what is asked of it. Of 40 units the row draws 8. */
const begin = async (id: string, options: BureauOptions = {}) => {
  const authorityId = await addBureau(db, { id, ...options });
  const table = await bench(db);
  await playToRunning(table, authorityId);
  let sent = 0;
  const give = (
    name: 'enlargeDraw' | 'decideEnlargement' | 'cancelCycle' | 'pauseCycle',
    command: object,
    on: string,
  ) => {
    sent += 1;
    return giveToStep(db, table.cycle[name], {
      ...{ authorityId, name, subjectId: CYCLE_ID, at: at(on) },
      command: { id: `${name}-${sent}`, actorId: 'approver', reason: '同意', ...command } as never,
    });
  };
  const ask = (command: object = {}, on = ASKED_ON) =>
    give(
      'enlargeDraw',
      { id: 'asked', actorId: 'drawer', rowNumber: ROW, additional: 5, reason: REASON, ...command },
      on,
    );
  const decide = (command: object = {}, on = ASKED_ON) =>
    give('decideEnlargement', { enlargementId: 'asked', decision: 'granted', ...command }, on);
  const look = (on: string) => table.cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at: at(on) });
  const draw = (on = DRAWN_ON) => lookAtDraw(table, authorityId, SECOND, at(on));
  const steps = createInspectionTaskActivities({ db, engine: table.engine });
  const tasks = () =>
    db
      .selectFrom('task')
      .select(['id', 'drawId', 'unitId', 'sequenceNo', 'state'])
      .where('authorityId', '=', authorityId)
      .orderBy('sequenceNo')
      .execute();
  const row = () =>
    db
      .selectFrom('cycleRow')
      .select(['eligible', 'quota', 'drawn', 'workEndedOn'])
      .where('authorityId', '=', authorityId)
      .where('rowNumber', '=', ROW)
      .executeTakeFirstOrThrow();
  const announced = async () => {
    const found = await db
      .selectFrom('draw')
      .innerJoin('drawFacts', (join) =>
        join
          .onRef('drawFacts.drawId', '=', 'draw.id')
          .onRef('drawFacts.authorityId', '=', 'draw.authorityId'),
      )
      .select(['draw.announcement', 'drawFacts.exclusions'])
      .where('draw.authorityId', '=', authorityId)
      .where('draw.id', '=', SECOND)
      .executeTakeFirstOrThrow();
    return {
      announcement: found.announcement as unknown as Record<string, unknown>,
      exclusions: found.exclusions as unknown as readonly { code: string; row: number; reason: string }[],
    };
  };
  /** Ends the work of every task of the row, as their visits do. */
  const endAllWork = (on: string) =>
    inStep({ db }, { authorityId, at: at(on) }, async (step) => {
      for (const { id } of await tasks()) await endRowWork(step, { id, cycleId: CYCLE_ID });
    });
  return { authorityId, table, give, ask, decide, look, draw, steps, tasks, row, announced, endAllWork };
};

const stateOf = (authorityId: string, id: string) =>
  db
    .selectFrom('draw')
    .select(['purpose', 'batch', 'state', 'endReason'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirst();

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
    const made = await begin('further');
    const before = await made.tasks();
    expect((await made.ask()).message).toContain(`计划行 ${ROW} 增抽 5 个对象`);
    expect(await stateOf('further', SECOND)).toBeUndefined();
    expect((await made.decide()).message).toContain(`抽取编号 ${SECOND}`);
    expect(await stateOf('further', SECOND)).toMatchObject({ purpose: 'enlargement', batch: 1 });
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
    const made = await begin('announcing');
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
    const made = await begin('verified');
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

  it('keeps the row’s work and the cycle open until its tasks are done too', async () => {
    const made = await begin('waiting');
    await made.ask();
    await made.decide();
    await made.endAllWork(ASKED_ON);
    expect(await made.row()).toMatchObject({ workEndedOn: null });
    await db
      .updateTable('task')
      .set({ state: 'closed', endKind: 'cancelled', endReason: '试', endedAt: at(ASKED_ON) })
      .where('authorityId', '=', 'waiting')
      .execute();
    expect(await made.look(ASKED_ON)).toMatchObject({ state: 'running', ended: false });
    await made.draw();
    expect(await made.row()).toMatchObject({ workEndedOn: null });
    await made.endAllWork(LATER);
    expect(await made.row()).toMatchObject({ workEndedOn: LATER });
  });

  it('lets the row’s work end when it comes to nothing, and tells the office why', async () => {
    const made = await begin('nothing');
    await made.ask();
    await made.decide();
    await made.endAllWork(ASKED_ON);
    await db.updateTable('unit').set({ status: 'closed' }).where('authorityId', '=', 'nothing').execute();
    await db
      .updateTable('task')
      .set({ state: 'closed', endKind: 'cancelled', endReason: '试', endedAt: at(ASKED_ON) })
      .where('authorityId', '=', 'nothing')
      .execute();
    expect(await made.draw()).toMatchObject({ state: 'not-drawn', ended: true });
    expect(await made.row()).toMatchObject({ workEndedOn: DRAWN_ON });
    expect((await stateOf('nothing', SECOND))?.endReason).toContain('没有尚未抽取的检查对象');
    const told = await db
      .selectFrom('message')
      .select(['recipientId', 'template'])
      .where('authorityId', '=', 'nothing')
      .where('template', '=', 'cycle.enlargement')
      .where('subjectKind', '=', 'draw')
      .execute();
    expect(new Set(told.map(({ recipientId }) => recipientId))).toEqual(new Set(['office']));
    expect(await made.look(DRAWN_ON)).toMatchObject({ state: 'closed', ended: true });
  });

  it('is void where people do not suffice, and is not tried again with the same people', async () => {
    const made = await begin('few', { inspectors: 2 });
    const drawn = new Set((await made.tasks()).map(({ unitId }) => unitId));
    const others = Array.from({ length: 40 }, (_, index) => `u${index + 1}`).filter((id) => !drawn.has(id));
    await db
      .insertInto('inspectorInterest')
      .values(
        others.map((unitId) => ({
          ...{ authorityId: 'few', officerId: 'i1', unitId, kind: '近亲属', declaredOn: ASKED_ON },
        })),
      )
      .execute();
    await made.ask();
    await made.decide();
    await db.updateTable('task').set({ visitedOn: ASKED_ON }).where('authorityId', '=', 'few').execute();
    await made.endAllWork(ASKED_ON);
    expect(await made.draw()).toMatchObject({ state: 'void' });
    expect(await made.tasks()).toHaveLength(drawn.size);
    // Not on the day of the last visit: results are shown in time from the day on which no further units come.
    expect(await made.row()).toMatchObject({ quota: 8, drawn: 8, workEndedOn: DRAWN_ON });
    // The row's work ended with it; of one whose work goes on:
    await db
      .updateTable('cycleRow')
      .set({ workEndedOn: null })
      .where('authorityId', '=', 'few')
      .where('rowNumber', '=', ROW)
      .execute();
    await made.ask({ id: 'once-more' });
    await expect(made.decide({ enlargementId: 'once-more' })).rejects.toMatchObject({
      type: 'NotReady',
      message: expect.stringContaining('检查人员情况没有变化'),
    });
  });

  it('ends without a result when the cycle is cancelled, its row with it', async () => {
    const made = await begin('stopped');
    await made.ask();
    await made.decide();
    await made.endAllWork(ASKED_ON);
    await made.give('cancelCycle', { reason: '上级要求停止' }, ASKED_ON);
    expect(await made.row()).toMatchObject({ workEndedOn: ASKED_ON });
    expect(await made.draw()).toMatchObject({ state: 'not-drawn', ended: true });
  });

  it('stands still while the cycle is paused', async () => {
    const made = await begin('paused');
    await made.ask();
    await made.decide();
    await made.give('pauseCycle', { reason: '疫情防控' }, ASKED_ON);
    expect(await made.draw()).toMatchObject({ state: 'waiting', ended: false });
    await expect(made.ask({ id: 'again' }, DRAWN_ON)).rejects.toMatchObject({ type: 'Paused' });
  });

  it('is over after the plan’s window, and not before', async () => {
    const made = await begin('late');
    await made.ask();
    await made.decide();
    expect(await made.draw('2021-05-01')).toMatchObject({ state: 'not-drawn' });
    expect((await stateOf('late', SECOND))?.endReason).toContain('2021-04-30');
  });

  it('lets nobody take another’s place between its announcement and its result', async () => {
    const made = await begin('between');
    await made.ask();
    await made.decide();
    const input = { authorityId: 'between', subjectId: SECOND, at: at(DRAWN_ON) };
    await made.table.draw.announceDraw(input);
    const [task] = await made.tasks();
    const replace = (id: string) =>
      giveToStep(db, made.steps.replaceUnit, {
        ...{ authorityId: 'between', name: 'replaceUnit', subjectId: task?.id ?? '', at: at(DRAWN_ON) },
        command: {
          ...{ id, actorId: 'approver', reason: '已停业' },
          ...{ unitStatus: 'closed', evidence: '现场照片' },
        } as never,
      });
    await expect(replace('too-early')).rejects.toMatchObject({
      type: 'WrongState',
      message: expect.stringContaining(SECOND),
    });
    await made.draw();
    expect((await replace('later')).message).toContain('已递补');
    const substitute = (await made.tasks()).at(-1);
    const entry = db.selectFrom('drawEntry').select('drawn').where('authorityId', '=', 'between');
    // The task's own draw gives the substitute; whoever the other drew is passed over.
    expect(substitute?.drawId).toBe(task?.drawId);
    const ofOther = await entry
      .where('drawId', '=', SECOND)
      .where('unitId', '=', substitute?.unitId ?? '')
      .where('drawn', '=', true)
      .execute();
    expect(ofOther).toEqual([]);
  });
});

describe('an enlargement is refused', () => {
  let made: Awaited<ReturnType<typeof begin>>;
  beforeAll(async () => {
    made = await begin('refused');
  });

  const WRONG: readonly (readonly [string, object, string, string])[] = [
    ['to who may not order draws', { actorId: 'approver' }, 'Forbidden', '抽取人'],
    ['without a reason', { reason: ' ' }, 'InvalidInput', '理由'],
    ['of no unit', { additional: 0 }, 'InvalidInput', '整数'],
    ['of half a unit', { additional: 1.5 }, 'InvalidInput', '整数'],
    ['of more than are left', { additional: 33 }, 'InvalidInput', '只有 32 个'],
    ['of a row of another cycle', { rowNumber: '202103' }, 'InvalidInput', '202103'],
  ];
  it.each(WRONG)('%s', async (_, command, type, words) => {
    const refused = made.ask({ id: `wrong ${JSON.stringify(command)}`, ...command });
    await expect(refused).rejects.toMatchObject({ type, message: expect.stringContaining(words) });
  });

  it('after the window', async () => {
    await expect(made.ask({ id: 'late' }, '2021-05-06')).rejects.toMatchObject({ type: 'TooLate' });
  });

  it('before the cycle has drawn', async () => {
    const authorityId = await addBureau(db, { id: 'undrawn' });
    const { cycle } = await bench(db);
    await cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at: '2021-01-04T01:00:00.000Z' });
    const asked = giveToStep(db, cycle.enlargeDraw, {
      ...{ authorityId, name: 'enlargeDraw', subjectId: CYCLE_ID, at: at('2021-01-05') },
      command: { id: 'a', actorId: 'drawer', rowNumber: ROW, additional: 1, reason: REASON } as never,
    });
    await expect(asked).rejects.toMatchObject({ type: 'WrongState' });
  });

  it('to who asked for it himself, though he may approve, and to who may not', async () => {
    await db
      .insertInto('officerRole')
      .values({ authorityId: 'refused', officerId: 'drawer', role: 'approver' })
      .execute();
    await made.ask();
    await expect(made.decide({ actorId: 'drawer' })).rejects.toMatchObject({ type: 'SamePerson' });
    await expect(made.decide({ actorId: 'office' })).rejects.toMatchObject({ type: 'Forbidden' });
    expect(await stateOf('refused', SECOND)).toBeUndefined();
  });

  it('a second time while the first waits, and decides once', async () => {
    await expect(made.ask({ id: 'second' })).rejects.toMatchObject({ type: 'WrongState' });
    expect(await made.decide({ decision: 'refused', reason: '力量不足' })).toMatchObject({
      message: '已不同意扩大抽查',
    });
    await expect(made.decide()).rejects.toMatchObject({ type: 'WrongState' });
    expect(await stateOf('refused', SECOND)).toBeUndefined();
  });

  it('while another draw of the cycle goes on', async () => {
    await made.ask({ id: 'third' });
    await made.decide({ enlargementId: 'third' });
    await expect(made.ask({ id: 'fourth', rowNumber: '202101', additional: 1 })).rejects.toMatchObject({
      type: 'WrongState',
      message: expect.stringContaining(SECOND),
    });
    await made.draw();
    await made.ask({ id: 'fifth', rowNumber: '202101', additional: 1 });
    await made.decide({ enlargementId: 'fifth' });
    expect(await stateOf('refused', '2021-003')).toMatchObject({ purpose: 'enlargement', batch: 2 });
  });

  it('once the row’s work has ended', async () => {
    const ended = await begin('ended');
    await ended.endAllWork(ASKED_ON);
    await expect(ended.ask()).rejects.toMatchObject({
      type: 'WrongState',
      message: expect.stringContaining('已于'),
    });
  });

  it('by the database, if what was decided is to be changed', async () => {
    const change = db
      .updateTable('drawEnlargement')
      .set({ additional: 9 })
      .where('authorityId', '=', 'refused')
      .where('id', '=', 'third')
      .execute();
    await expect(change).rejects.toThrow(/enlargement stays/);
  });

  it('of a command that was given before: the same answer, nothing twice', async () => {
    const twice = await begin('twice');
    const asked = await twice.ask();
    expect((await twice.ask()).message).toBe(asked.message);
    const granted = await twice.decide({ id: 'decided' });
    expect(await twice.decide({ id: 'decided' })).toMatchObject({
      message: granted.message,
      repeated: true,
    });
    const draws = await db.selectFrom('draw').select('id').where('authorityId', '=', 'twice').execute();
    expect(draws.map(({ id }) => id).sort()).toEqual(['2021-001', SECOND]);
  });
});
