import { sql } from 'kysely';
import { type Client, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

/** Above what is looked up by name: then lists are read in their order until a page is full. */
const MANY_UNITS = 600;
const MANY_LATE = 2_100;

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  office = await test.as('office');
});
afterAll(() => test.close());

const ids = async (url: string): Promise<string[]> =>
  (await office.get(url)).json().items.map(({ id }: { id: string }) => id);

const inPages = async (url: string): Promise<string[]> => {
  const found: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { items: { id: string }[]; next: string | null } = (
      await office.get(`${url}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    ).json();
    found.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  return found;
};

describe('lists longer than what is looked up by name', () => {
  it('finds the same late tasks whether few or very many are late [R259]', async () => {
    const late = await ids('/api/tasks?overdue=true');
    const inTime = await ids('/api/tasks?overdue=false');
    expect(late.length).toBeGreaterThan(0);
    expect(inTime.length).toBeGreaterThan(0);
    await sql`
      insert into deadline (authority_id, subject_kind, subject_id, kind, due_on, provisional, calendar_version, opened_on)
      select ${HOME}, 'task', 'elsewhere-' || n, 'visit', '2020-01-02', false, 'test', '2020-01-01'
        from generate_series(1, ${MANY_LATE}::int) n`.execute(test.db);
    expect(await ids('/api/tasks?overdue=true')).toEqual(late);
    expect(await ids('/api/tasks?overdue=false')).toEqual(inTime);
  });

  it('goes through all units of a name that very many bear, page by page, each once', async () => {
    await sql`
      insert into unit (authority_id, id, kind, code, name, category, area, status, business_at)
      select ${HOME}, 'many-' || n, 'vehicle', '晋Z' || lpad(n::text, 5, '0'), '通达' || n || '货运部', 'freight',
             case when n % 100 = 0 then '城西' else '城东' end, 'operating', now()
        from generate_series(1, ${MANY_UNITS}::int) n`.execute(test.db);
    const all = await inPages(`/api/units?limit=100&text=${encodeURIComponent('通达')}`);
    expect(all).toHaveLength(MANY_UNITS);
    expect(all).toEqual([...new Set(all)].sort());
    const narrowed = `&area=${encodeURIComponent('城西')}`;
    expect(await ids(`/api/units?limit=100&text=${encodeURIComponent('通达')}${narrowed}`)).toHaveLength(6);
    // A single character, and the beginning of a code.
    expect(await ids(`/api/units?limit=100&text=${encodeURIComponent('货')}${narrowed}`)).toHaveLength(6);
    expect(await ids(`/api/units?text=${encodeURIComponent('晋Z0012')}`)).toHaveLength(10);
  });
});
