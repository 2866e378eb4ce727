import { sql } from 'kysely';
import { createPool } from '../../../db/connect.ts';
import { taskOf } from '../../support/cases/case.ts';
import { visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { auditOf, fingerprints } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 2 }];
const NOW = '2021-03-02 10:00';

describe('a command’s step', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    return { made, task: taskOf(made), right: visit(taskOf(made), Date.parse(at(NOW))) };
  };

  it('refuses for good what no attempt could carry out, so that nothing behind it waits for ever', async () => {
    const { made, task, right } = await begin('unfit');
    const before = await fingerprints(steps.db);
    const unkept = steps.send(
      made,
      'recordVisit',
      task.id,
      { ...right, place: `x${String.fromCharCode(0)}` },
      NOW,
    );
    await expect(unkept).rejects.toMatchObject({ name: 'Refusal', code: 'InvalidInput' });
    for (const broken of [{ place: 5 }, { startedAt: '9'.repeat(9) }]) {
      const refusal = await refusedStep(
        steps.send(made, 'recordVisit', task.id, { ...right, ...broken }, NOW),
      );
      expect(refusal).toMatchObject({ code: 'InvalidInput', retryable: false });
      expect(refusal.message).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(await fingerprints(steps.db)).toEqual(before);
  });

  it('leaves to be tried again what the machine suffers: a connection that is cut in the middle', async () => {
    const { made, task, right } = await begin('cut');
    const before = await fingerprints(steps.db);
    const pool = createPool(steps.url, { max: 1 });
    try {
      const holder = await pool.connect();
      await holder.query('begin');
      await holder.query('select 1 from task where id = $1 for update', [task.id]);
      const sending = refusedStep(steps.send(made, 'recordVisit', task.id, { ...right, id: 'cut-1' }, NOW));
      const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      let pid: number | undefined;
      while (pid === undefined) pid = (await holder.query<{ pid: number }>(waiting)).rows[0]?.pid;
      await holder.query('select pg_terminate_backend($1)', [pid]);
      await expect(sending).rejects.not.toHaveProperty('nonRetryable');
      await holder.query('rollback');
      holder.release();
    } finally {
      await pool.end();
    }
    expect(await fingerprints(steps.db)).toEqual(before);
    const again = await steps.send(made, 'recordVisit', task.id, { ...right, id: 'cut-1' }, NOW);
    expect(again).toMatchObject({ repeated: false });
  });

  it('says of a repeated command that it is one, with its first answer', async () => {
    const { made, task, right } = await begin('repeated');
    const once = { ...right, id: 'repeated-1' };
    const first = await steps.send(made, 'recordVisit', task.id, once, NOW);
    const before = await fingerprints(steps.db);
    const again = await steps.send(made, 'recordVisit', task.id, once, '2021-03-05 10:00');
    expect(again).toEqual({ ...first, repeated: true });
    expect(await fingerprints(steps.db)).toEqual(before);
  });

  it('is carried out once by two workers at the same time', async () => {
    const { made, task, right } = await begin('twice');
    const once = { ...right, id: 'twice-1' };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => steps.send(made, 'recordVisit', task.id, once, NOW)),
    );
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await auditOf(steps.db, 'twice')).filter((line) => line.startsWith('task.visited'))).toHaveLength(
      1,
    );
  });

  const refusalsOf = (authorityId: string) =>
    steps.db
      .selectFrom('auditEvent')
      .select(['subjectKind', 'subjectId', 'actorKind', 'actorId', 'commandId', 'data'])
      .where('authorityId', '=', authorityId)
      .where('action', '=', 'command.refused')
      .execute();

  it('that is refused ends there: on record once, in the audit without a word of it, and refused again alike', async () => {
    const { made, task, right } = await begin('ended');
    const early = { ...right, id: 'early-1', endedAt: at('2021-03-02 12:00'), place: '密语' };
    const send = (time: ChinaTime) => refusedStep(steps.send(made, 'recordVisit', task.id, early, time));
    const first = await send(NOW);
    expect(first).toMatchObject({ code: 'InvalidInput', message: '检查结束时间晚于现在' });
    // By now it could be carried out, but its answer was given.
    expect(await send('2021-03-02 13:00')).toEqual(first);
    const told = await refusalsOf('ended');
    expect(told).toEqual([
      {
        ...{ subjectKind: 'task', subjectId: task.id, actorKind: 'officer', actorId: right.actorId },
        ...{ commandId: 'early-1', data: { command: 'recordVisit', code: 'InvalidInput' } },
      },
    ]);
    expect(
      await steps.db.selectFrom('commandEnd').selectAll().where('commandId', '=', 'early-1').execute(),
    ).toEqual([
      expect.objectContaining({ state: 'refused', field: 'endedAt', outcome: null, businessAt: at(NOW) }),
    ]);
  });

  it('whose refusal could not be stored after the rollback is refused, and stored, by the next try', async () => {
    const { made, task, right } = await begin('crashed');
    const unfit = { ...right, id: 'unfit-1', place: ' ' };
    const send = () => refusedStep(steps.send(made, 'recordVisit', task.id, unfit, NOW));
    await sql`create function break_down() returns trigger language plpgsql as
      $$ begin raise exception 'terminating connection' using errcode = '57P01'; end $$`.execute(steps.db);
    await sql`create trigger broken before insert on command_end for each row
      when (new.command_id = 'unfit-1') execute function break_down()`.execute(steps.db);
    await expect(send()).rejects.toMatchObject({ code: '57P01' });
    await sql`drop trigger broken on command_end`.execute(steps.db);
    expect(await refusalsOf('crashed')).toEqual([]);
    expect(await send()).toMatchObject({ code: 'InvalidInput', retryable: false });
    expect(await refusalsOf('crashed')).toHaveLength(1);
  });

  it('is nothing that anybody can change afterwards, neither what it says nor how it ended', async () => {
    const { made, task, right } = await begin('frozen');
    await steps.send(made, 'recordVisit', task.id, { ...right, id: 'frozen-1' }, NOW);
    for (const change of [
      sql`update command set content = '{}' where id = 'frozen-1'`,
      sql`delete from command where id = 'frozen-1'`,
      sql`update command_end set state = 'refused', outcome = null, code = 'Forbidden', message = '' where command_id = 'frozen-1'`,
      sql`delete from command_end where command_id = 'frozen-1'`,
      sql`truncate command, command_end`,
    ]) {
      await expect(change.execute(steps.db)).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('that was never requested, or stands for another subject or person, is carried out by nobody', async () => {
    const { made, task, right } = await begin('foreign');
    await steps.send(made, 'recordVisit', task.id, { ...right, id: 'own-1' }, NOW);
    const before = await fingerprints(steps.db);
    const act = (id: string, actorId: string, subjectId: string) =>
      refusedStep(
        steps.activities.recordVisit({
          authorityId: 'foreign',
          subjectId,
          at: at(NOW),
          command: { id, actorId },
        }),
      );
    expect(await act('unasked', right.actorId, task.id)).toMatchObject({ code: 'NotFound' });
    for (const [actorId, subjectId] of [
      ['reviewer', task.id],
      [right.actorId, taskOf(made, 1).id],
    ] as const) {
      expect(await act('own-1', actorId, subjectId)).toMatchObject({ code: 'CommandIdReused' });
    }
    expect(await fingerprints(steps.db)).toEqual(before);
    expect(await refusalsOf('foreign')).toEqual([]);
  });

  it('of an authority can neither see nor touch another’s subject', async () => {
    const { task, right } = await begin('mine');
    const { made: theirs } = await begin('theirs');
    const before = await fingerprints(steps.db);
    expect(await refusedStep(steps.send(theirs, 'recordVisit', task.id, right, NOW))).toMatchObject({
      code: 'NotFound',
    });
    expect(await fingerprints(steps.db)).toEqual(before);
  });
});
