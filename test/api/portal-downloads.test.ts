import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { createAuthority } from '../../db/authority.ts';
import { HOME, START, startTestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { portalWithFacts, SHOWN } from './support/portal.ts';

const portal = portalWithFacts();
const rowsOf = (csv: string): string[] => csv.trim().split('\r\n').slice(1);

describe('the portal’s downloads', () => {
  it('are the same facts as tables, in which no cell is a formula', async () => {
    await portal.test.db
      .updateTable('item')
      .set({ name: '=HYPERLINK("http://x")', published: true })
      .where('id', '=', 'freight')
      .execute();
    const csv = await portal.read('/data/items.csv');
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    const json = JSON.parse(await portal.read('/data/plan.json?year=2021'));
    expect(json).toHaveLength(2);
    expect(json[0]).toMatchObject({ 抽查计划编号: '202101', 抽查日期: '2021年1月至4月' });
    expect(await portal.read('/feed.atom')).toContain(`/results/${SHOWN}</id>`);
  });

  it('of a rehearsal bear its mark in every row and title', async () => {
    const rows = rowsOf(await portal.read('/data/plan.csv?year=2021'));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.startsWith('演练,')).toBe(true);
    expect(await portal.read('/feed.atom')).toContain('<title>【演练】');
  });

  it('of a live authority with invented registers bear theirs, as its pages do; of a real one none', async () => {
    const live = await startTestApp({}, 'live');
    try {
      await addFacts(live.db, HOME);
      const of = async (path: string) => (await live.app.inject(`/public/${HOME}${path}`)).body;
      expect(rowsOf(await of('/data/plan.csv?year=2021'))[0]?.startsWith('202101,')).toBe(true);
      await live.db.transaction().execute((trx) =>
        appendAudit(trx, {
          ...systemDoing('test', START),
          ...{ authorityId: HOME, action: 'authority.synthetic', subjectKind: 'authority', subjectId: HOME },
          data: {},
        }),
      );
      expect(rowsOf(await of('/data/plan.csv?year=2021'))[0]?.startsWith('合成数据,202101,')).toBe(true);
      expect(await of('')).toContain('名录由程序生成');
      expect(await of('/feed.atom')).toContain('<title>【合成数据】');
    } finally {
      await live.close();
    }
  });

  it('include the verifier’s page with the policy that lets it run, and nothing from elsewhere', async () => {
    const { headers, body } = await portal.test.app.inject('/public/verify.html');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'sha256-.*frame-ancestors 'none'$/,
    );
    expect(body).toContain('核验');
  });

  it('of a feed without entries say since when it is so, never a day before there were computers', async () => {
    const fresh = { id: 'fresh', name: '某县交通运输局', shortName: '某县', regionCode: '140699' };
    await portal.test.db
      .transaction()
      .execute((trx) => createAuthority(trx, fresh, systemDoing('test', START)));
    const { body } = await portal.test.app.inject('/public/fresh/feed.atom');
    expect(body).not.toContain('<entry>');
    const updated = /<updated>([^<]+)<\/updated>/.exec(body)?.[1] ?? '';
    const { createdAt } = await portal.test.db
      .selectFrom('authority')
      .select('createdAt')
      .where('id', '=', fresh.id)
      .executeTakeFirstOrThrow();
    expect(Date.parse(updated)).toBe(Date.parse(createdAt));
    expect(updated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  });

  it('show no draw that was not announced', async () => {
    expect((await portal.ask('/draws/2021-002')).statusCode).toBe(404);
    expect((await portal.ask('/draws/2021-002/evidence.zip')).statusCode).toBe(404);
  });
});
