import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';

const UNITS = 25_000;

describe('a long register taken out as a file', () => {
  let test: TestApp;
  let office: Client;
  beforeAll(async () => {
    test = await startTestApp();
    office = await test.as('office');
    await sql`
      insert into unit (authority_id, id, kind, code, name, category, area, status, business_at)
      select ${HOME}, 'u' || lpad(n::text, 6, '0'), 'vehicle', '晋F' || n, '车辆' || n, 'freight', '城关', 'operating',
             ${START}::timestamptz
        from generate_series(1, ${UNITS}) n`.execute(test.db);
  });
  afterAll(() => test.close());
  const exported = (format: string) => office.get(`/api/registers/units/export?format=${format}`);

  it('is a workbook with every entry, which leaves with who took it in the audit', async () => {
    const { statusCode, headers, rawPayload } = await exported('xlsx');
    expect(statusCode).toBe(200);
    expect(headers['content-length']).toBeUndefined();
    const sheet = unzipSync(new Uint8Array(rawPayload))['xl/worksheets/sheet1.xml'] ?? new Uint8Array();
    const xml = strFromU8(sheet);
    expect(xml.match(/<row /gu)).toHaveLength(UNITS + 1);
    expect(xml).toContain(`车辆${UNITS}<`);
    const { items } = (await office.get('/api/audit/events?action=register.export')).json();
    expect(items[0]).toMatchObject({ actorId: 'office', data: { format: 'xlsx' } });
  });

  it('is a CSV file with the same entries', async () => {
    const { body, headers } = await exported('csv');
    expect(headers['content-length']).toBeUndefined();
    expect(body.trimEnd().split('\r\n')).toHaveLength(UNITS + 1);
    expect(body).toContain(`车辆${UNITS},`);
  });
});
