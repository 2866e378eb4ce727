import { sql } from 'kysely';
import { HOME } from './support/app.ts';
import { portalWithFacts, SHOWN } from './support/portal.ts';

const LIMIT_BYTES = 50_000;
/** More than a page of results holds. */
const MANY = 60;
const portal = portalWithFacts();

/** As many results more as the one that is shown, each of another unit with a name of usual length. */
const addMany = async (): Promise<void> => {
  const { db } = portal.test;
  const copy = (table: string, where: string, changes: string) =>
    sql
      .raw(
        `insert into ${table} select (jsonb_populate_record(t, ${changes})).* from ${table} t, generate_series(1, ${MANY}) n
          where t.authority_id = '${HOME}' and ${where}`,
      )
      .execute(db);
  const task = `'task_id', 'many-' || n`;
  await copy(
    'unit',
    `t.id = 'u4'`,
    `jsonb_build_object('id', 'many-' || n, 'code', '晋F9' || n, 'name', '平鲁区宏运汽车运输有限责任公司第' || n || '分公司')`,
  );
  await copy(
    'draw_entry',
    `t.unit_id = 'u4'`,
    `jsonb_build_object('unit_id', 'many-' || n, 'label', 'enterprise:many-' || n, 'position', 1000 + n)`,
  );
  await copy(
    'task',
    `t.id = '${SHOWN}'`,
    `jsonb_build_object('id', 'many-' || n, 'unit_id', 'many-' || n, 'sequence_no', 1000 + n)`,
  );
  await copy('task_item', `t.task_id = '${SHOWN}'`, `jsonb_build_object(${task}, 'draw_position', 1000 + n)`);
  await copy('result', `t.task_id = '${SHOWN}'`, `jsonb_build_object(${task})`);
  await copy('publication', `t.id = '${SHOWN}'`, `jsonb_build_object(${task}, 'id', 'many-' || n)`);
};

describe('a full page of the portal', () => {
  beforeAll(addMany);

  it.each(['', '/results', '/results?year=2021'])(
    '%s stays under 50 kB with all its sheets',
    async (path) => {
      const body = await portal.read(path);
      if (path !== '') expect(body).toContain('rel="next"');
      const sheets = [...body.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, url]) => url ?? '');
      expect(sheets).toHaveLength(2);
      let bytes = Buffer.byteLength(body);
      for (const url of sheets) bytes += (await portal.test.app.inject(url)).rawPayload.length;
      expect(bytes).toBeLessThan(LIMIT_BYTES);
    },
  );
});
