import { HOME } from './support/app.ts';
import { orderId } from './support/facts.ts';
import { figuresOfFacts } from './support/figures.ts';

const figures = figuresOfFacts();

describe('how often something was found', () => {
  const rateOf = (rows: { key: string; inspected: number; withFindings: number }[], key: string) => {
    const row = rows.find((each) => each.key === key);
    return [row?.withFindings, row?.inspected];
  };

  it('is told by item: inspected units with a finding of that item [R36]', async () => {
    const rows = await figures.breakdown('item');
    expect(rateOf(rows, 'freight')).toEqual([1, 2]);
    expect(rateOf(rows, 'passenger')).toEqual([0, 3]);
  });

  it('is told by the risk class that a unit had when it was drawn [R36]', async () => {
    const { db } = figures.test;
    const setRisk = (table: 'task' | 'unit', set: object, id: string) =>
      db
        .updateTable(table)
        .set(set)
        .where('authorityId', '=', HOME)
        .where(table === 'unit' ? 'id' : 'unitId', '=', id)
        .execute();
    for (const id of ['u5', 'u3']) await setRisk('task', { unitRiskClass: 'C' }, id);
    await setRisk('unit', { riskClass: 'D' }, 'u2');
    const rows = await figures.breakdown('risk');
    expect(rows.map(({ key }) => key)).toEqual(['', 'C']);
    expect(rateOf(rows, 'C')).toEqual([1, 2]);
    expect(rateOf(rows, '')).toEqual([0, 3]);
  });

  it('is told by draw model: joint, key field, graded by credit and risk, ordinary [R35, R36]', async () => {
    expect(await figures.breakdown('model')).toMatchObject([
      { key: 'general', name: '一般抽查', inspected: 5, withFindings: 1 },
    ]);
    await figures.test.db
      .updateTable('item')
      .set({ kind: 'key' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'freight')
      .execute();
    expect(await figures.breakdown('model')).toMatchObject([
      { key: 'general', inspected: 3, withFindings: 0 },
      { key: 'key', name: '重点领域', inspected: 2, withFindings: 1 },
    ]);
  });

  it('leaves out what was withdrawn', async () => {
    const set = (state: 'withdrawn' | 'open') =>
      figures.test.db.updateTable('finding').set({ state }).where('orderId', '=', orderId(HOME)).execute();
    await set('withdrawn');
    expect((await figures.breakdown('all'))[0]).toMatchObject({ withFindings: 0, findings: 0, ordered: 0 });
    await set('open');
  });
});

describe('groups', () => {
  it('counts tasks to be carried out, without those replaced, by cycle, section, inspector and area', async () => {
    for (const [by, key, name] of [
      ['all', 'all', '全部'],
      ['cycle', '2021-1', '第一周期'],
      ['section', 'transport', '运输股'],
      ['area', '城关', '城关'],
    ])
      expect(await figures.breakdown(by as string)).toMatchObject([
        { key, name, tasks: 6, inspected: 5, findings: 1 },
      ]);
    expect(await figures.breakdown('inspector')).toMatchObject([
      { key: 'drawer', tasks: 6 },
      { key: 'inspector', name: '执法检查人员甲', tasks: 6, inspected: 5 },
    ]);
  });

  it('takes the rectification rate of what was ordered, without what was waived [R40]', async () => {
    const state = (value: 'open' | 'rectified' | 'waived') =>
      figures.test.db
        .updateTable('finding')
        .set({ state: value })
        .where('orderId', '=', orderId(HOME))
        .execute();
    expect((await figures.breakdown('all'))[0]).toMatchObject({
      ordered: 1,
      rectified: 0,
      rectificationOpen: 1,
    });
    await state('rectified');
    expect((await figures.breakdown('all'))[0]).toMatchObject({
      ordered: 1,
      rectified: 1,
      rectificationOpen: 0,
    });
    await state('waived');
    expect((await figures.breakdown('all'))[0]).toMatchObject({
      ordered: 0,
      rectified: 0,
      rectificationOpen: 0,
    });
    await state('open');
  });

  it('tells of a secret list nothing by person to who is not of the team', async () => {
    const reveal = (revealAt: string | null) =>
      figures.test.db.updateTable('draw').set({ revealAt }).where('authorityId', '=', HOME).execute();
    await reveal('2021-04-30T01:00:00Z');
    expect(await figures.breakdown('inspector')).toMatchObject([{ tasks: 5 }, { tasks: 5 }]);
    expect(await figures.breakdown('inspector', await figures.test.as('inspector'))).toMatchObject([
      { tasks: 6 },
      { tasks: 6 },
    ]);
    await reveal(null);
  });
});

describe('tables for a spreadsheet', () => {
  it('carry the same figures, with nothing that would run as a formula', async () => {
    await figures.test.db
      .updateTable('unit')
      .set({ name: '=HYPERLINK("http://evil")' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u2')
      .execute();
    const list = await figures.office.get('/api/statistics/unpublished.csv?year=2021');
    expect(list.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(list.body).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const table = (await figures.office.get('/api/statistics/breakdown.csv?year=2021&by=item')).body;
    expect(table.split('\r\n').map((line) => line.split(',').slice(1, 5).join(','))).toEqual([
      '任务,已检查,发现问题,问题发现率',
      '2,2,1,50%',
      '4,3,0,0%',
      '',
    ]);
  });
});
