import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import {
  type ExemptionRow,
  endExemption,
  enterExemptions,
  listExemptions,
} from '../../db/registers/exemptions.ts';
import { importUnits } from '../../db/registers/import-units.ts';
import { getUnit } from '../../db/registers/units.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { BY_SYSTEM, inTransaction, unitRow } from './support/samples.ts';

let test: TestDatabase;
let db: Kysely<Database>;
const authority = 'exempting';
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addBureau(db, { id: authority, units: 3 });
});
afterAll(() => test.drop());

const BY = (id: string) => ({ ...BY_SYSTEM, actor: { kind: 'officer' as const, id } });
const ROW: ExemptionRow = {
  unitId: 'u1',
  itemId: 'freight',
  reason: 'inspected-jointly',
  basis: '区联席办〔2021〕2号',
  fromOn: '2021-01-01',
  toOn: '2021-06-30',
};
const enter = (change: Partial<ExemptionRow> = {}, by = 'approver') =>
  inTransaction(db, (trx) => enterExemptions(trx, authority, [{ ...ROW, ...change }], BY(by)));

describe('exemptions from the draw (免抽)', () => {
  it('are entered by an approver, once, and ended on record', async () => {
    expect(await enter()).toBe(1);
    expect(await enter()).toBe(0);
    const [entered] = await listExemptions(db, authority);
    expect(entered).toMatchObject({
      ...ROW,
      unitName: '单位1',
      enteredBy: 'officer:approver',
      endedAt: null,
    });
    const end = () =>
      inTransaction(db, (trx) => endExemption(trx, authority, entered?.id ?? 0, BY('approver')));
    await end();
    expect(await listExemptions(db, authority)).toMatchObject([{ endedBy: 'officer:approver' }]);
    await expect(end()).rejects.toMatchObject({ code: 'AlreadyEnded' });
    expect(await enter()).toBe(1);
  });

  it.each<[Partial<ExemptionRow>, string, string]>([
    [{ reason: 'had-a-turn' as never }, 'InvalidInput', 'reason'],
    [{ basis: ' ' }, 'InvalidInput', 'basis'],
    [{ toOn: '2020-12-31' }, 'InvalidInput', 'toOn'],
    [{ fromOn: '2021-02-30' }, 'InvalidInput', 'fromOn'],
    [{ unitId: 'u9' }, 'NotFound', 'unitId'],
    [{ itemId: 'nothing' }, 'NotFound', 'itemId'],
  ])('refuse %j', async (change, code, field) => {
    await expect(enter(change)).rejects.toMatchObject({ code, field });
  });

  it('are nobody else’s to enter', async () => {
    await expect(enter({}, 'drawer')).rejects.toMatchObject({ code: 'Forbidden' });
  });
});

describe('size and tags of a unit', () => {
  it('are imported, and a change of them is an update [R47]', async () => {
    const put = (change: object) =>
      inTransaction(db, (trx) =>
        importUnits(trx, authority, [unitRow(9, { id: 'u9', ...change })], BY_SYSTEM),
      );
    expect(await put({ size: '大型', tags: ['危货', '集装箱'] })).toMatchObject({ inserted: 1 });
    expect(await put({ size: '大型', tags: ['危货', '集装箱'] })).toMatchObject({ unchanged: 1 });
    expect(await getUnit(db, authority, 'u9')).toMatchObject({ size: '大型', tags: ['危货', '集装箱'] });
    expect(await put({ size: '大型', tags: ['危货'] })).toMatchObject({ updated: 1 });
    await expect(put({ tags: ['危货', '危货'] })).rejects.toThrow('标签重复');
  });
});
