/** A small year of facts, written as they stand after a while: one cycle, two rows, tasks in every state. */
import { type Kysely, sql } from 'kysely';
import { jsonb, systemDoing } from '../../../db/actor.ts';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import { sealAllAudit } from '../../../db/audit/seal-audit.ts';
import type { Database } from '../../../db/connect.ts';
import { installationMode } from '../../../db/installation.ts';
import { START } from './app.ts';

const CYCLE = '2021-1';
const DRAW = '2021-001';
const ROWS = [
  { number: '202101', item: 'passenger', text: '对全区道路旅客运输企业进行监督检查' },
  { number: '202102', item: 'freight', text: '对全区道路货物运输企业进行监督检查' },
] as const;

type State = 'dispatched' | 'visited' | 'entered' | 'reviewed' | 'closed';
/** The tasks of the cycle, in order: state, and the row that drew each. */
const TASKS: readonly { state: State; row: 0 | 1; end?: 'published' | 'replaced' }[] = [
  { state: 'dispatched', row: 0 },
  { state: 'visited', row: 0 },
  { state: 'entered', row: 0 },
  { state: 'closed', row: 0, end: 'published' },
  { state: 'reviewed', row: 1, end: 'published' },
  { state: 'closed', row: 1, end: 'published' },
  { state: 'closed', row: 1, end: 'replaced' },
];

export const taskId = (authorityId: string, n: number): string => `${authorityId}-${CYCLE}-${n}`;
export const orderId = (authorityId: string): string => `${taskId(authorityId, 5)}-z1`;
export const UNIT_NAME = '宏运运输有限公司<测试>';

type Db = Kysely<Database>;

const addRegisters = async (db: Db, authorityId: string): Promise<void> => {
  await db
    .insertInto('item')
    .values(
      ROWS.map(({ item, text }) => ({
        authorityId,
        id: item,
        name: text,
        kind: 'general',
        unitCategory: item,
        legalBasis: '道路运输条例',
        method: '现场检查',
      })),
    )
    .execute();
  await db
    .insertInto('checklistLine')
    .values({
      authorityId,
      itemId: 'passenger',
      lineNo: 1,
      part: '企业',
      text: '是否持证经营',
      legalBasis: '第八条',
    })
    .execute();
  await db
    .insertInto('unit')
    .values(
      TASKS.map((_, index) => ({
        authorityId,
        id: `u${index + 1}`,
        kind: 'vehicle' as const,
        code: `晋F${index + 1}`,
        name: `${UNIT_NAME}${index + 1}`,
        category: 'passenger',
        area: '城关',
        status: 'operating' as const,
        contactPhone: '13900005678',
        businessAt: START,
      })),
    )
    .execute();
  const certificate = { certificateValidFrom: '2020-01-01', certificateValidTo: '2030-01-01' };
  await db
    .insertInto('inspector')
    .values(
      ['inspector', 'drawer'].map((officerId) => ({
        authorityId,
        officerId,
        certificateNumber: `证${officerId}`,
        ...certificate,
      })),
    )
    .execute();
};

const addPlan = async (db: Db, authorityId: string): Promise<void> => {
  await db
    .insertInto('plan')
    .values({
      authorityId,
      year: 2021,
      title: '2021 年度抽查工作计划',
      issuer: '交通运输局',
      currentVersion: 1,
    })
    .execute();
  const document = { number: '平交字〔2020〕94号', title: '2021 年度抽查工作计划' };
  const version = { authorityId, year: 2021, version: 1, reason: '年度计划', draftedBy: 'drafter' };
  await db
    .insertInto('planVersion')
    .values({ ...version, state: 'draft', document: jsonb(document), businessAt: START })
    .execute();
  await db
    .insertInto('planRow')
    .values(
      ROWS.map(({ number, item, text }, index) => ({
        ...{ authorityId, year: 2021, version: 1, number, itemId: item, itemText: text },
        planName: '双随机抽查计划',
        taskNumber: `0${index + 1}号`,
        taskName: `${index === 0 ? '客运' : '货运'}企业抽查`,
        drawType: 'undirected' as const,
        ratioNumerator: 5,
        ratioDenominator: 100,
        ratioKind: 'exact' as const,
        scopeText: '全区',
        scopeCategory: item,
        windowStart: '2021-01-01',
        windowEnd: '2021-04-30',
      })),
    )
    .execute();
  await db
    .updateTable('planVersion')
    .set({ state: 'published', approvedBy: 'approver' })
    .where('authorityId', '=', authorityId)
    .execute();
};

const addCycle = async (db: Db, authorityId: string): Promise<void> => {
  await db
    .insertInto('cycle')
    .values({
      ...{ authorityId, id: CYCLE, year: 2021, number: 1, planVersion: 1, state: 'running' as const },
      windowStart: '2021-01-01',
      windowEnd: '2021-04-30',
      drawOn: '2021-01-07',
      drawLatestOn: '2021-01-29',
      openedAt: '2021-01-04T01:00:00Z',
      drawnAt: '2021-01-07T02:00:00Z',
    })
    .execute();
  await db
    .insertInto('cycleRow')
    .values(
      ROWS.map(({ number, item }, index) => ({
        ...{ authorityId, cycleId: CYCLE, rowNumber: number, itemId: item, eligible: 80, quota: 4 },
        drawn: TASKS.filter(({ row }) => row === index).length,
      })),
    )
    .execute();
  await db
    .insertInto('draw')
    .values({
      ...{ authorityId, id: DRAW, year: 2021, drawNo: 1, cycleId: CYCLE, purpose: 'regular' as const },
      state: 'announced' as const,
      rehearsal: (await installationMode(db)) === 'rehearsal',
      announcement: jsonb({ draw_no: DRAW }),
      announcementHash: 'a'.repeat(64),
      businessAt: START,
    })
    .execute();
};

const addTasks = async (db: Db, authorityId: string): Promise<void> => {
  await db
    .insertInto('drawEntry')
    .values(
      TASKS.map(({ row }, index) => ({
        ...{ authorityId, drawId: DRAW, rowNumber: ROWS[row].number, stratum: '1', position: index },
        ...{
          unitId: `u${index + 1}`,
          label: `enterprise:u${index + 1}`,
          ticket: '0'.repeat(64),
          drawn: true,
        },
      })),
    )
    .execute();
  for (const [index, { state, row, end }] of TASKS.entries()) {
    const id = taskId(authorityId, index + 1);
    await db
      .insertInto('task')
      .values({
        ...{
          authorityId,
          id,
          cycleId: CYCLE,
          drawId: DRAW,
          unitId: `u${index + 1}`,
          sequenceNo: index + 1,
          state,
        },
        dispatchedAt: START,
        visitedOn: state === 'dispatched' || end === 'replaced' ? null : '2021-02-01',
        ...(end === undefined ? {} : { endKind: end, endedAt: START }),
        businessAt: START,
      })
      .execute();
    const place = { authorityId, taskId: id };
    const { number: rowNumber, item: itemId } = ROWS[row];
    await db
      .insertInto('taskItem')
      .values({ ...place, rowNumber, itemId, cycleId: CYCLE, stratum: '1', drawPosition: index })
      .execute();
    await db
      .insertInto('teamMember')
      .values(
        ['inspector', 'drawer'].map((officerId, slot) => ({
          ...{ ...place, slot: slot + 1, officerId, state: 'assigned' as const, businessAt: START },
        })),
      )
      .execute();
  }
};

/** Task 4 is published; task 5 is due for publication and has a finding to be put right; task 1 is overdue. */
const addOutcomes = async (db: Db, authorityId: string): Promise<void> => {
  const publication = {
    authorityId,
    revision: 1,
    kind: 'result' as const,
    resultRevision: 1,
    startedAt: START,
  };
  const [published, due] = [taskId(authorityId, 4), taskId(authorityId, 5)];
  await db
    .insertInto('publication')
    .values([
      { ...publication, id: published, taskId: published, state: 'confirmed', confirmedOn: '2021-02-09' },
      { ...publication, id: due, taskId: due, state: 'due' },
    ])
    .execute();
  await db
    .insertInto('publicationChannel')
    .values({ authorityId, publicationId: due, revision: 1, channel: 'government-site', state: 'due' })
    .execute();
  const order = orderId(authorityId);
  await db
    .insertInto('rectificationOrder')
    .values({
      ...{
        authorityId,
        id: order,
        number: `责改〔2021〕1号`,
        taskId: due,
        unitId: 'u5',
        state: 'issued' as const,
      },
      issuedBy: 'inspector',
      issuedAt: START,
    })
    .execute();
  await db
    .insertInto('finding')
    .values({
      ...{ authorityId, id: `${order}-1`, taskId: due, resultRevision: 1, findingNo: 1, itemId: 'freight' },
      ...{ text: '未按规定维护车辆', article: '第二十一条', measure: 'correct-by-date' as const },
      ...{ dueOn: '2021-03-15', orderId: order, state: 'open' as const },
    })
    .execute();
  const deadline = { authorityId, provisional: false, calendarVersion: 'test', openedOn: '2021-01-08' };
  const counted = { basisOn: '2021-01-07', basisWorkingDays: 30 };
  await db
    .insertInto('deadline')
    .values([
      {
        ...deadline,
        subjectKind: 'task',
        subjectId: taskId(authorityId, 1),
        kind: 'visit',
        dueOn: '2021-02-26',
        ...counted,
      },
      {
        ...deadline,
        subjectKind: 'publication',
        subjectId: due,
        kind: 'publication',
        part: '1',
        dueOn: '2021-03-10',
      },
      { ...deadline, subjectKind: 'order', subjectId: order, kind: 'rectification', dueOn: '2021-03-15' },
    ])
    .execute();
};

const addMessages = async (db: Db, authorityId: string): Promise<void> => {
  const message = {
    ...{ authorityId, subjectKind: 'task', subjectId: taskId(authorityId, 1), stage: 'after-1' },
    ...{
      template: 'reminder.visit',
      templateVersion: 1,
      businessAt: START,
      recipientKind: 'officer' as const,
    },
  };
  await db
    .insertInto('message')
    .values([
      ...[1, 2, 3].map((n) => ({
        ...{ ...message, recipientId: `o${n}`, channel: 'email' as const, address: 'zhang@example.invalid' },
        ...{ params: jsonb({ unitName: UNIT_NAME }), state: 'sent' as const },
      })),
      {
        ...{ ...message, recipientId: 'o1', channel: 'sms' as const, address: '13800001234' },
        ...{ params: jsonb({ unitName: UNIT_NAME }), state: 'failed' as const },
      },
    ])
    .execute();
};

/** Everything of a small year for one authority, its audit chain sealed. */
export const addFacts = async (db: Db, authorityId: string): Promise<void> => {
  await addRegisters(db, authorityId);
  await addPlan(db, authorityId);
  await addCycle(db, authorityId);
  await addTasks(db, authorityId);
  await addOutcomes(db, authorityId);
  await addMessages(db, authorityId);
  await db.transaction().execute(async (trx) => {
    await appendAudit(trx, {
      ...systemDoing('test', START),
      authorityId,
      action: 'task.dispatched',
      subjectKind: 'task',
      subjectId: taskId(authorityId, 1),
      data: { team: ['inspector', 'drawer'] },
    });
  });
  await db
    .insertInto('alert')
    .values({ authorityId, kind: 'timer-missed', subject: taskId(authorityId, 1), detail: '定时器未触发' })
    .execute();
  await sealAllAudit(db);
  await sql`analyze`.execute(db);
};
