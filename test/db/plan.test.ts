import { type Kysely, sql } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { setInstallationMode } from '../../db/installation.ts';
import { nameDeputy } from '../../db/name-deputy.ts';
import type { Role } from '../../db/officers.ts';
import { approvePlan, publishPlan, reviewPlan } from '../../db/plan/decide-plan.ts';
import { currentPlan, getPlan, listPlans, planDifference, planVersions } from '../../db/plan/read-plan.ts';
import { type PlanDraft, savePlanDraft } from '../../db/plan/save-draft.ts';
import { importItems } from '../../db/registers/items.ts';
import { saveOfficers } from '../../db/save-officers.ts';
import { SYNTHETIC_ITEMS } from '../../tools/synthetic/make-authority.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addAuthority } from './support/authority.ts';
import { planDocument2021, planDraft2021, planRows2021 } from './support/plan-2021.ts';
import { AT, BY_SYSTEM, inTransaction } from './support/samples.ts';

let live: TestDatabase;
let rehearsal: TestDatabase;
let db: Kysely<Database>;
let authority: string;
let next = 0;

const PEOPLE: Readonly<Record<string, readonly Role[]>> = {
  drafter: ['drafter', 'approver'],
  other: ['drafter', 'reviewer', 'publisher'],
  reviewer: ['reviewer'],
  approver: ['approver'],
  publisher: ['publisher'],
};

const by = (id: string, at = AT): Doing => ({ actor: { kind: 'officer', id }, commandId: null, at });

beforeAll(async () => {
  [live, rehearsal] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await setInstallationMode(live.db, 'live');
  await setInstallationMode(rehearsal.db, 'rehearsal');
});
afterAll(() => Promise.all([live.drop(), rehearsal.drop()]));

const prepare = async (on: Kysely<Database>): Promise<void> => {
  db = on;
  next += 1;
  authority = `plan${next}`;
  await addAuthority(db, authority);
  await inTransaction(db, async (trx) => {
    const officers = Object.keys(PEOPLE).map((id) => ({ id, name: id, username: `${id}.${authority}` }));
    const rest = { sectionId: null, email: null, phone: null, active: true };
    await saveOfficers(
      trx,
      authority,
      officers.map((officer) => ({ ...officer, ...rest })),
      BY_SYSTEM,
    );
    // Past the rule that keeps these roles apart: each decision must look for itself who took the one before.
    const rows = Object.entries(PEOPLE).flatMap(([officerId, roles]) =>
      roles.map((role) => ({ authorityId: authority, officerId, role })),
    );
    await trx.insertInto('officerRole').values(rows).execute();
    const items = SYNTHETIC_ITEMS.map((item) => ({ ...item, sectionId: null }));
    await importItems(trx, authority, items, BY_SYSTEM);
  });
};
beforeEach(() => prepare(live.db));

const draft = (change: Partial<PlanDraft> = {}, who = 'drafter'): Promise<number> =>
  inTransaction(db, (trx) => savePlanDraft(trx, authority, 2021, planDraft2021(change), by(who)));
const key = (version: number) => ({ authorityId: authority, year: 2021, version });
const review = (version: number, who = 'reviewer') =>
  inTransaction(db, (trx) => reviewPlan(trx, key(version), by(who)));
const approve = (version: number, who = 'approver', decision = '经局党组同意') =>
  inTransaction(db, (trx) => approvePlan(trx, key(version), decision, by(who)));
const publish = (version: number, who = 'publisher') =>
  inTransaction(db, (trx) => publishPlan(trx, key(version), by(who)));
const publishWhole = async (change: Partial<PlanDraft> = {}): Promise<number> => {
  const version = await draft(change);
  await review(version);
  await approve(version);
  await publish(version);
  return version;
};
const planEvents = async (): Promise<string[]> =>
  (
    await db
      .selectFrom('auditEvent')
      .select('action')
      .where('authorityId', '=', authority)
      .where('subjectKind', '=', 'plan')
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);
const statesOf = async () => (await planVersions(db, authority, 2021)).map(({ state }) => state);

const eachRow = (change: (rows: ReturnType<typeof planRows2021>) => void) => {
  const rows = planRows2021();
  change(rows);
  return rows;
};
const withoutLastRow = () => planRows2021().slice(0, -1);

describe('the annual plan', () => {
  it('goes from draft to published with its document, decision and audit events [R237] [R238]', async () => {
    expect(await currentPlan(db, authority, 2021)).toBeNull();
    await publishWhole();
    const plan = await currentPlan(db, authority, 2021);
    expect(plan?.version).toMatchObject({ version: 1, state: 'published', approvalDecision: '经局党组同意' });
    expect(plan?.document).toEqual(planDocument2021);
    expect(await listPlans(db, authority)).toMatchObject([
      {
        documentNumber: '平交字〔2020〕94号',
        copyTo: '区委、区人大、区政府、区政协、市交通运输局',
        currentVersion: 1,
      },
    ]);
    expect(await planEvents()).toEqual(['plan.draft', 'plan.review', 'plan.approve', 'plan.publish']);
  });

  it('keeps the orders it answers to with the published document [R239]', async () => {
    await publishWhole();
    expect((await listPlans(db, authority))[0]?.higherOrders).toBe('上级关于编制2021年度随机抽查计划的安排');
  });

  it('ties every row to its item and to a scope of the register [R274]', async () => {
    await draft();
    const { rows } = await getPlan(db, authority, 2021, 1);
    expect(rows).toHaveLength(15);
    expect(rows[11]).toMatchObject({
      number: '202112',
      itemId: 'freight',
      ratioNumerator: 5,
      ratioDenominator: 100,
      scopeCategory: '道路货物运输',
      scopeArea: null,
      scopeFoundedBefore: '2021-09-01',
      windowStart: '2021-09-01',
    });
    expect(new Set(rows.map(({ itemId }) => itemId)).size).toBe(5);
  });

  it.each([
    ['names no item of the list', '对水上旅游客运进行监督检查', '没有对应的事项'],
    ['could be two items', '对道路旅客运输和道路货物运输进行监督检查', '多个事项'],
  ])('refuses a row whose text %s', async (_what, item, words) => {
    const rows = eachRow((all) => {
      all[3] = { ...(all[3] as (typeof all)[0]), item };
    });
    await expect(draft({ rows })).rejects.toMatchObject({
      code: 'InvalidInput',
      message: expect.stringContaining(words),
    });
    await expect(draft({ rows })).rejects.toThrow('202104');
  });

  it('refuses gaps in the numbers, a missing reason and another year’s document [R271]', async () => {
    await expect(draft({ rows: planRows2021().slice(1) })).rejects.toMatchObject({ code: 'InvalidInput' });
    await expect(draft({ reason: ' ' })).rejects.toMatchObject({ code: 'InvalidInput', field: 'reason' });
    await expect(draft({ document: { ...planDocument2021, year: 2022 } })).rejects.toThrow('2022');
  });

  it('lets only those act who have the right, and never the drafter approve or review [R281]', async () => {
    await expect(draft({}, 'approver')).rejects.toMatchObject({ code: 'Forbidden' });
    await draft();
    await expect(review(1, 'publisher')).rejects.toMatchObject({ code: 'Forbidden' });
    await review(1);
    await expect(approve(1, 'drafter')).rejects.toMatchObject({ code: 'SamePerson' });
    await expect(approve(1, 'approver', '')).rejects.toMatchObject({
      code: 'InvalidInput',
      field: 'decision',
    });
    await approve(1);
    await expect(publish(1, 'reviewer')).rejects.toMatchObject({ code: 'Forbidden' });
    await draft({ rows: withoutLastRow() }, 'other');
    await expect(review(2, 'other')).rejects.toMatchObject({ code: 'SamePerson' });
  });

  it('lets a deputy approve during the absence, and only then [R281]', async () => {
    const absence = { officerId: 'approver', role: 'approver' as const, deputyId: 'reviewer' };
    await inTransaction(db, (trx) =>
      nameDeputy(trx, authority, { ...absence, fromOn: '2021-01-04', toOn: '2021-01-05' }, BY_SYSTEM),
    );
    await draft();
    await review(1);
    const onDay = (at: string) =>
      inTransaction(db, (trx) => approvePlan(trx, key(1), '经局党组同意', by('reviewer', at)));
    await expect(onDay('2021-01-05T16:00:00.000Z')).rejects.toMatchObject({ code: 'Forbidden' });
    await onDay('2021-01-05T15:59:59.000Z');
    expect(await statesOf()).toEqual(['approved']);
  });

  it('refuses each step out of order', async () => {
    await draft();
    await expect(approve(1)).rejects.toMatchObject({ code: 'WrongState' });
    await expect(publish(1)).rejects.toMatchObject({ code: 'WrongState' });
    await review(1);
    await expect(review(1, 'other')).rejects.toMatchObject({ code: 'WrongState' });
    await expect(review(9)).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('changes nothing when a step is done twice', async () => {
    await publishWhole();
    await publish(1);
    const events = await planEvents();
    const version = await draft({ rows: withoutLastRow() });
    expect(await draft({ rows: withoutLastRow() })).toBe(version);
    await review(version);
    await review(version);
    await approve(version);
    await approve(version);
    expect(await planEvents()).toEqual([...events, 'plan.draft', 'plan.review', 'plan.approve']);
  });

  it('is amended by a new version with its reason, and shows the difference [R56]', async () => {
    await publishWhole();
    const rows = eachRow((all) => {
      const ratio = { numerator: 10, denominator: 100, kind: 'exact' as const };
      all[11] = { ...(all[11] as (typeof all)[0]), ratio, ratioPercent: 10 };
    });
    await draft({ rows, reason: '上级要求提高货运抽查比例' });
    expect((await currentPlan(db, authority, 2021))?.version.version).toBe(1);
    expect(await planDifference(db, authority, 2021, { from: 1, to: 2 })).toMatchObject([
      { row: '202112', kind: 'changed', field: 'ratio', after: { numerator: 10 } },
    ]);
    await review(2);
    await approve(2);
    await publish(2);
    expect(await planVersions(db, authority, 2021)).toMatchObject([
      { version: 1, state: 'superseded' },
      { version: 2, state: 'published', reason: '上级要求提高货运抽查比例', approvedBy: 'approver' },
    ]);
    expect((await currentPlan(db, authority, 2021))?.version.version).toBe(2);
  });

  it('refuses an amendment that changes nothing [R56]', async () => {
    await publishWhole();
    await expect(draft({ reason: '无' })).rejects.toMatchObject({ code: 'WrongState' });
  });

  it('may drop a row in an amendment, but never gives its number to another [R56] [R271]', async () => {
    await publishWhole();
    const dropped = planRows2021().filter(({ number }) => number !== '202107');
    const version = await draft({ rows: dropped, reason: '企业已全部停业' });
    expect((await getPlan(db, authority, 2021, version)).rows).toHaveLength(14);
    const renumbered = dropped.map((row) => (row.number === '202115' ? { ...row, number: '202117' } : row));
    await expect(draft({ rows: renumbered })).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  it('gives another drafter a version of his own', async () => {
    expect(await draft()).toBe(1);
    expect(await draft({ rows: withoutLastRow() })).toBe(1);
    expect(await draft({}, 'other')).toBe(2);
    expect(await statesOf()).toEqual(['superseded', 'draft']);
  });

  it('keeps the rows of a version that has left the draft, whoever writes', async () => {
    await draft();
    await review(1);
    for (const statement of [
      sql`update plan_row set ratio_numerator = 1 where authority_id = ${authority}`,
      sql`delete from plan_row where authority_id = ${authority}`,
      sql`truncate plan_row`,
    ]) {
      await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('is not published with an item that is not on the published list [R58]', async () => {
    await draft();
    await review(1);
    await approve(1);
    await db.updateTable('item').set({ published: false }).where('id', '=', 'repair').execute();
    await expect(publish(1)).rejects.toMatchObject({
      code: 'NotReady',
      message: expect.stringContaining('维修'),
    });
  });

  it('is not published without its document number', async () => {
    const document = { ...planDocument2021, number: null };
    await expect(publishWhole({ document })).rejects.toMatchObject({
      code: 'NotReady',
      message: expect.stringContaining('文号'),
    });
  });
});

describe('a plan that stands on assumptions', () => {
  it('is refused by a live installation [R278]', async () => {
    await expect(publishWhole({ assumed: true })).rejects.toMatchObject({ code: 'AssumedPlan' });
    expect(await statesOf()).toEqual(['approved']);
  });

  it('can be rehearsed', async () => {
    await prepare(rehearsal.db);
    await publishWhole({ assumed: true });
    expect((await currentPlan(db, authority, 2021))?.version.assumed).toBe(true);
  });
});
