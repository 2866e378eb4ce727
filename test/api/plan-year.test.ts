import { systemDoing } from '../../db/actor.ts';
import { importItems } from '../../db/registers/items.ts';
import { saveSections } from '../../db/save-officers.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { readSourceBytes } from '../../files/source/read-source.ts';
import { SYNTHETIC_ITEMS } from '../../tools/synthetic/make-authority.ts';
import { SECTIONS } from '../../tools/synthetic/sections.ts';
import { planDraft2021 } from '../db/support/plan-2021.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';

let test: TestApp;
const clients = new Map<string, Promise<Client>>();
const as = (role: Role, authorityId = HOME): Promise<Client> => {
  const key = `${role}@${authorityId}`;
  const client = clients.get(key) ?? test.as(role, authorityId);
  clients.set(key, client);
  return client;
};

const FREIGHT_UNITS = 70;

beforeAll(async () => {
  test = await startTestApp();
  const doing = systemDoing('test', START);
  await test.db.transaction().execute(async (trx) => {
    await saveSections(trx, HOME, SECTIONS, doing);
    await importItems(trx, HOME, SYNTHETIC_ITEMS, doing);
    await trx
      .insertInto('unit')
      .values(
        Array.from({ length: FREIGHT_UNITS }, (_, index) => ({
          ...{
            authorityId: HOME,
            id: `f${index}`,
            kind: 'vehicle' as const,
            code: `晋F${index}`,
            name: `货运${index}`,
          },
          ...{ category: '道路货物运输', area: '城关', status: 'operating' as const, businessAt: START },
          ...{ contactPhone: '13900005678', foundedOn: '2015-01-01' },
        })),
      )
      .execute();
    await trx
      .insertInto('inspector')
      .values(
        (['inspector', 'drawer'] as const).map((officerId) => ({
          ...{ authorityId: HOME, officerId, certificateNumber: `证${officerId}` },
          ...{ certificateValidFrom: '2020-01-01', certificateValidTo: '2021-05-31' },
          qualifications: officerId === 'inspector' ? ['道路货物运输'] : [],
        })),
      )
      .execute();
  });
  const saved = await (await as('drafter')).post('/api/plans/2021/drafts', planDraft2021());
  expect(saved.statusCode).toBe(200);
});
afterAll(() => test.close());

const table = async (version: number) =>
  (await (await as('office')).get(`/api/plans/2021/versions/${version}/table`)).json();

type Row = Record<string, unknown>;
/** Rows as they are written: without what is only shown. */
const written = (rows: Row[]): Row[] =>
  rows.map(({ drawTypeWords: _, window: __, ruleWords: ___, ...row }) => row);

describe('a plan as its table', () => {
  it('shows the nine columns in words [R270]', async () => {
    const { rows } = await table(1);
    expect(rows).toHaveLength(15);
    expect(rows[1]).toMatchObject({
      number: '202102',
      ratio: '5%',
      window: '2021年1月至4月',
      scope: expect.stringContaining('道路货物运输企业'),
    });
  });

  it('is written over a version, and every fault is named at its row and field [R271, R273]', async () => {
    const { document, rows } = await table(1);
    const [first = {}, second = {}, third = {}, ...rest] = written(rows);
    const wrong = [
      { ...first, ratio: '120%' },
      { ...second, scope: '2021年1月前成立' },
      { ...third, item: '对航空企业进行检查' },
      ...rest,
    ];
    const drafter = await as('drafter');
    const refused = await drafter.put('/api/plans/2021/table', {
      from: 1,
      document,
      reason: '改',
      rows: wrong,
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors.map(({ field }: { field: string }) => field)).toEqual([
      'rows.0.ratio',
      'rows.1.scope',
      'rows.2.item',
    ]);
    const late = [{ ...first, windowEnd: '2020-12-31' }, second, third, ...rest];
    const refusedDates = await drafter.put('/api/plans/2021/table', {
      from: 1,
      document,
      reason: '改',
      rows: late,
    });
    expect(refusedDates.json().errors).toMatchObject([
      { field: 'rows.0.windowEnd', problem: '计划 202101：结束日期应晚于开始日期。' },
    ]);
    const gap = await drafter.put('/api/plans/2021/table', {
      from: 1,
      document,
      reason: '改',
      rows: [first, third],
    });
    expect(gap.json().errors[0]).toMatchObject({ field: 'rows.1.number' });
  });

  it('takes a ratio for each class in words and keeps it as the row’s rule [R206]', async () => {
    const { document, rows } = await table(1);
    const changed = written(rows).map((row, place) =>
      place === 3 ? { ...row, ratio: 'A级1%、D级全部，合计不低于3%' } : row,
    );
    const drafter = await as('drafter');
    const saved = await drafter.put('/api/plans/2021/table', {
      from: 1,
      document,
      reason: '分类',
      rows: changed,
    });
    expect([saved.statusCode, saved.json().version]).toEqual([200, 1]);
    const { rows: now } = await table(1);
    expect(now[3].ruleWords.join()).toContain('A');
    await drafter.put('/api/plans/2021/table', {
      from: 1,
      document,
      reason: '年度计划',
      rows: written(rows),
    });
  });

  it('is exported so that the importer reads it back, and printed with the mark of what it is [R270, R284]', async () => {
    const office = await as('office');
    const file = await office.get('/api/plans/2021/versions/1/plan.xlsx');
    expect(file.headers['content-disposition']).toContain('attachment');
    const lines = await readSourceBytes('plan.xlsx', file.rawPayload);
    expect(lines[0]?.cells).toContain('抽查对象范围');
    expect(lines).toHaveLength(16);
    const page = await office.get('/api/plans/2021/versions/1/plan.html');
    expect(page.body).toContain('抽查工作计划表');
    expect(page.body).toContain('平交字〔2020〕94号');
    const pdf = await office.get('/api/plans/2021/versions/1/plan.pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('the days of a year', () => {
  it('are those of its three windows, with draw and publication by working days [R263, R269]', async () => {
    const { windows, knowsYear } = (await (await as('office')).get('/api/plans/2021/calendar')).json();
    expect(knowsYear).toBe(true);
    expect(windows).toMatchObject([
      { name: '2021年第一周期', rows: 5, planned: { opensOn: { date: '2021-01-04' } } },
      {
        name: '2021年第二周期',
        start: '2021-05-01',
        planned: { opensOn: { date: '2021-05-06', provisional: false }, publishBy: { date: '2021-09-09' } },
      },
      { name: '2021年第三周期', cycle: null },
    ]);
  });

  it('are provisional where the notice of holidays is not there yet [R280]', async () => {
    const { windows, knowsYear, version } = (
      await (await as('office')).get('/api/plans/2031/calendar')
    ).json();
    expect([knowsYear, version, windows.length]).toEqual([false, null, 3]);
    expect(windows[0].planned.drawOn.provisional).toBe(true);
  });
});

describe('the workload of a plan', () => {
  it('is estimated from ratios and registers by row, month and inspector', async () => {
    const load = (await (await as('office')).get('/api/plans/2021/workload')).json();
    const freight = load.rows[1];
    expect(freight).toMatchObject({
      number: '202102',
      eligible: FREIGHT_UNITS,
      visits: 4,
      able: 2,
      qualified: 1,
    });
    // The second round has the same units, but nobody's certificate lasts to its end.
    expect(load.rows[6]).toMatchObject({ number: '202107', visits: 4, able: 0 });
    const first = load.months
      .slice(0, 4)
      .reduce((sum: number, { visits }: { visits: number }) => sum + visits, 0);
    expect(first).toBeCloseTo(4, 0);
    const sumOf = (id: string) =>
      load.inspectors
        .find(({ officerId }: { officerId: string }) => officerId === id)
        .months.reduce((sum: number, visits: number) => sum + visits, 0);
    // The only one who is qualified takes every first seat and half of the others.
    expect(sumOf('inspector')).toBeGreaterThan(sumOf('drawer'));
  });
});

describe('what the draws of a year lack', () => {
  it('is told for each window before its cycle opens, with the place where it is mended', async () => {
    const { cycles, asOf } = (await (await as('office')).get('/api/plans/2021/readiness')).json();
    expect(asOf).toBe('2021-03-01');
    expect(cycles).toHaveLength(3);
    const [, second] = cycles;
    expect(second.gaps).toContainEqual({ what: '2021年度抽查工作计划尚未公布', mendedIn: 'plan' });
    expect(second.gaps).toContainEqual({
      what: '计划202106：名录库中没有符合范围的“道路旅客运输”对象',
      mendedIn: 'units',
    });
    expect(second.gaps.some(({ mendedIn }: { mendedIn: string }) => mendedIn === 'inspectors')).toBe(true);
  });
});

describe('the life of a plan', () => {
  it('goes from the drafter to others, is adjusted with a reason, and shows each change in words [R56, R281]', async () => {
    const at = (version: number) => `/api/plans/2021/versions/${version}`;
    const [drafter, reviewer, approver, publisher] = await Promise.all(
      (['drafter', 'reviewer', 'approver', 'publisher'] as const).map((role) => as(role)),
    );
    expect((await drafter?.post(`${at(1)}/review`))?.statusCode).toBe(403);
    expect((await drafter?.post(`${at(1)}/return`, { reason: '改' }))?.statusCode).toBe(403);
    await reviewer?.post(`${at(1)}/review`);
    const returned = await approver?.post(`${at(1)}/return`, { reason: '货运比例偏低' });
    expect(returned?.json()).toMatchObject({ state: 'draft', reviewedBy: null });
    expect((await table(1)).returned).toMatchObject({ returnedBy: 'approver', reason: '货运比例偏低' });
    const again = { from: 1, document: (await table(1)).document, reason: '年度计划（重报）' };
    await drafter?.put('/api/plans/2021/table', { ...again, rows: written((await table(1)).rows) });
    expect(await table(1)).toMatchObject({ returned: null, version: { version: 1, state: 'draft' } });
    await reviewer?.post(`${at(1)}/review`);
    expect((await reviewer?.post(`${at(1)}/return`, {}))?.json()).toMatchObject({
      errors: [{ field: 'reason' }],
    });
    await approver?.post(`${at(1)}/approve`, { decision: '经局党组同意' });
    expect((await publisher?.post(`${at(1)}/publish`))?.json()).toMatchObject({ state: 'published' });
    const { document, rows } = await table(1);
    const changed = written(rows).map((row, place) => (place === 1 ? { ...row, ratio: '不低于8%' } : row));
    const body = { from: 1, document, reason: '省厅要求提高货运抽查比例', rows: changed };
    expect((await drafter?.put('/api/plans/2021/table', body))?.json()).toMatchObject({ version: 2 });
    const changes = await drafter?.get('/api/plans/2021/changes?from=1&to=2');
    expect(changes?.json()).toEqual([
      { row: '202102', kind: 'changed', title: '抽查比例', before: '5%', after: '不低于8%' },
    ]);
  });

  it('is written by the drafter alone, and shown to nobody of another authority', async () => {
    const body = { from: null, document: {}, reason: '改', rows: [] };
    for (const role of ['approver', 'office', 'admin'] as const) {
      expect((await (await as(role)).put('/api/plans/2021/table', body)).statusCode).toBe(403);
    }
    const stranger = await as('office', ELSEWHERE);
    for (const path of ['table', 'plan.xlsx', 'plan.pdf', 'plan.html']) {
      expect((await stranger.get(`/api/plans/2021/versions/1/${path}`)).statusCode).toBe(404);
    }
    expect((await stranger.get('/api/plans/2021/workload')).statusCode).toBe(404);
    expect((await stranger.get('/api/plans/2021/changes?from=1&to=2')).statusCode).toBe(404);
    expect((await stranger.get('/api/plans/2021/calendar')).json().version).toBeNull();
  });
});
