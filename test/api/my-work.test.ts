/** My work over HTTP: what each role owes, in the order of its days, with claims and saved filters. */
import { jsonb } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

let test: TestApp;
// Signing in is limited in its pace: each person once.
const signedIn = new Map<string, Promise<Client>>();
const as = (role: Parameters<TestApp['as']>[0], authorityId = HOME): Promise<Client> => {
  const key = `${role}@${authorityId}`;
  const client = signedIn.get(key) ?? test.as(role, authorityId);
  signedIn.set(key, client);
  return client;
};
const task = (n: number): string => taskId(HOME, n);

const owe = (
  subjectKind: 'task' | 'order' | 'publication' | 'draw',
  subjectId: string,
  kind: 'visit' | 'entry' | 'review' | 'referral' | 'reinspection' | 'sign-off' | 'signing',
  dueOn: string,
  part = '',
) =>
  test.db
    .insertInto('deadline')
    .values({
      ...{ authorityId: HOME, subjectKind, subjectId, kind, dueOn, part },
      ...{ provisional: false, calendarVersion: 'test', openedOn: '2021-02-01' },
    })
    .execute();

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  await owe('task', task(2), 'entry', '2021-03-03');
  await owe('task', task(3), 'review', '2021-03-02', '1');
  await owe('task', task(5), 'referral', '2021-04-20', '1');
  await owe('order', orderId(HOME), 'reinspection', '2021-04-10', '2021-03-15');
  await test.db
    .insertInto('extension')
    .values({
      ...{ authorityId: HOME, id: 'ext-1', subjectKind: 'order', subjectId: orderId(HOME) },
      ...{ kind: 'rectification', part: '2021-03-15', requestedBy: 'inspector', requestReason: '备件未到' },
      ...{ requestedAt: START, newDueOn: '2021-03-30' },
    })
    .execute();
});
afterAll(() => test.close());

interface Line {
  readonly key: string;
  readonly kind: string;
  readonly dueOn: string | null;
  readonly urgency: string;
  readonly workingDaysLeft: number | null;
  readonly claimedByName: string | null;
}
const workOf = async (client: Client, query = ''): Promise<Line[]> =>
  (await client.get(`/api/my-work${query}`)).json().items;

describe('my work', () => {
  it('lists what a team member owes by its day, with the working days left', async () => {
    const lines = await workOf(await as('inspector'));
    expect(lines.map(({ kind, urgency, workingDaysLeft }) => [kind, urgency, workingDaysLeft])).toEqual([
      ['visit', 'overdue', -1],
      ['entry', 'at-risk', 2],
      // 10 April 2021 is a Saturday: the last day in time is Monday the 12th, and 5 April is a holiday.
      ['reinspection', 'due', 29],
    ]);
    expect(lines[0]).toMatchObject({
      ...{ name: '实地检查', taskId: task(1), unitName: '宏运运输有限公司<测试>1', dueOn: '2021-02-26' },
      ...{ link: `/tasks/${task(1)}`, command: 'recordVisit', subjectPath: `/api/tasks/${task(1)}` },
      ...{ claimable: false, standsInFor: null, provisional: false },
    });
  });

  it('gives each role its own, and nothing of another authority', async () => {
    const kinds = async (role: Parameters<TestApp['as']>[0]) =>
      (await workOf(await as(role))).map(({ kind }) => kind);
    expect(await kinds('reviewer')).toEqual(['review']);
    expect(await kinds('publisher')).toEqual(['publication']);
    expect(await kinds('approver')).toEqual(['extension', 'transfer']);
    expect(await kinds('chief')).toEqual(['section-overdue']);
    expect(await kinds('supervisor')).toEqual([]);
    const elsewhere = await workOf(await as('reviewer', ELSEWHERE));
    expect(elsewhere).toEqual([]);
  });

  it('asks the role that approves publications for what waits for it, and no longer once it is given [R217]', async () => {
    const publications = async (role: 'supervisor' | 'approver') =>
      (await workOf(await as(role))).filter(({ kind }) => kind === 'publication-approval');
    const settings = { publication: { ...DEFAULT_SETTINGS.publication, approver: 'supervisor' } };
    const home = test.db.updateTable('authority').where('id', '=', HOME);
    await home.set({ settings: jsonb(settings) }).execute();
    expect(await publications('approver')).toEqual([]);
    const [waiting, ...others] = await publications('supervisor');
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ name: '批准公示', command: 'approvePublication', dueOn: '2021-03-10' });
    await test.db.transaction().execute((trx) =>
      appendAudit(trx, {
        ...{ authorityId: HOME, action: 'publication.approved', subjectKind: 'publication' },
        ...{ subjectId: task(5), actor: { kind: 'officer', id: 'supervisor' }, commandId: null, at: START },
        data: { revision: 1, role: 'supervisor', opinion: '同意公示' },
      }),
    );
    expect(await publications('supervisor')).toEqual([]);
    await home.set({ settings: jsonb({}) }).execute();
  });

  it('does not ask the one who entered a result to review it [R281]', async () => {
    const result = { authorityId: HOME, taskId: task(3), revision: 1, enteredBy: 'reviewer' };
    await test.db
      .insertInto('result')
      .values({
        ...result,
        ...{ state: 'entered', visitedOn: '2021-02-01', startedAt: START, endedAt: START, place: '现场' },
        ...{ codes: ['1'], enteredAt: START },
      })
      .execute();
    expect(await workOf(await as('reviewer'))).toEqual([]);
    await test.db.updateTable('result').set({ enteredBy: 'inspector' }).execute();
    expect(await workOf(await as('reviewer'))).toHaveLength(1);
  });

  it('shows a deputy what the absent one owes, and whose it is', async () => {
    const stand = (role: string, officerId: string) => ({
      ...{ authorityId: HOME, officerId, role, deputyId: 'drafter' },
      ...{ fromOn: '2021-02-20', toOn: '2021-03-05' },
    });
    await test.db
      .insertInto('deputy')
      .values([stand('publisher', 'publisher'), stand('inspector', 'inspector')])
      .execute();
    const lines = await workOf(await as('drafter'));
    expect(lines).toMatchObject([
      { kind: 'visit', standsInFor: '执法检查人员甲', command: null },
      { kind: 'entry', standsInFor: '执法检查人员甲' },
      { kind: 'publication', standsInFor: null },
      { kind: 'reinspection', standsInFor: '执法检查人员甲' },
    ]);
    await test.db.deleteFrom('deputy').execute();
  });

  it('pages by a cursor, each matter once, those without a day last', async () => {
    await test.db
      .insertInto('feedback')
      .values(
        [1, 2, 3].map((n) => ({
          authorityId: HOME,
          aboutKind: 'other',
          text: `意见${n}`,
          businessAt: START,
        })),
      )
      .execute();
    await test.db
      .updateTable('message')
      .set({ state: 'unknown' })
      .where('authorityId', '=', HOME)
      .where('channel', '=', 'sms')
      .execute();
    const office = await as('office');
    const whole = await workOf(office);
    expect(whole.map(({ kind }) => kind)).toEqual(['feedback', 'feedback', 'feedback', 'message-unknown']);
    const inspector = await as('inspector');
    for (const client of [office, inspector]) {
      const keys: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
        const answer = (await client.get(`/api/my-work?limit=1${after}`)).json();
        keys.push(...answer.items.map(({ key }: Line) => key));
        next = answer.next;
      }
      expect(keys).toEqual((await workOf(client)).map(({ key }) => key));
    }
  });

  it('filters by kind and by how pressing it is', async () => {
    const inspector = await as('inspector');
    const kinds = async (query: string) => (await workOf(inspector, query)).map(({ kind }) => kind);
    expect(await kinds('?kinds=entry,reinspection')).toEqual(['entry', 'reinspection']);
    expect(await kinds('?urgencies=overdue')).toEqual(['visit']);
    expect(await kinds('?urgencies=at-risk,due')).toEqual(['entry', 'reinspection']);
    expect(await kinds('?urgencies=undated')).toEqual([]);
    expect((await inspector.get('/api/my-work?kinds=nothing')).statusCode).toBe(422);
  });

  it('counts for the menu by place', async () => {
    const counts = async (role: Parameters<TestApp['as']>[0]) =>
      (await (await as(role)).get('/api/my-work/counts')).json();
    expect(await counts('inspector')).toEqual({ work: 3, tasks: 2, orders: 1 });
    expect(await counts('approver')).toEqual({ work: 2, tasks: 1, orders: 1 });
    expect(await counts('office')).toEqual({ work: 4, feedback: 3, messages: 1 });
    expect(await counts('admin')).toEqual({ work: 1, messages: 1 });
    expect((await (await as('office')).get('/api/my-work/kinds')).json()).toEqual([
      { kind: 'message-unknown', name: '核实送达情况不明的消息', count: 1 },
      { kind: 'feedback', name: '答复公众意见', count: 3 },
    ]);
  });

  it('lets one take in hand what several could do, and says who has it', async () => {
    await test.db
      .insertInto('officerRole')
      .values({ authorityId: HOME, officerId: 'drafter', role: 'publisher' })
      .execute();
    const [one, other] = [await as('publisher'), await as('drafter')];
    const [line] = await workOf(one);
    const key = line?.key ?? '';
    expect((await one.post('/api/my-work/claims', { key })).json()).toMatchObject({ name: '公示人甲' });
    expect((await one.post('/api/my-work/claims', { key })).statusCode).toBe(200);
    expect(await workOf(other)).toMatchObject([{ key, claimedByName: '公示人甲' }]);
    expect((await other.post('/api/my-work/claims', { key })).json()).toMatchObject({
      code: 'WrongState',
      detail: '该事项已由公示人甲认领。',
    });
    expect((await other.post('/api/my-work/releases', { key })).json()).toMatchObject({ code: 'Forbidden' });
    expect((await one.post('/api/my-work/releases', { key })).statusCode).toBe(204);
    expect((await other.post('/api/my-work/claims', { key })).statusCode).toBe(200);
    const events = await test.db
      .selectFrom('auditEvent')
      .select(['action', 'actorId'])
      .where('subjectKind', '=', 'work')
      .orderBy('id')
      .execute();
    expect(events).toEqual([
      { action: 'work.claimed', actorId: 'publisher' },
      { action: 'work.released', actorId: 'publisher' },
      { action: 'work.claimed', actorId: 'drafter' },
    ]);
  });

  it('lets nobody claim what is not his to do, or needs no claim', async () => {
    const [line] = await workOf(await as('publisher'));
    const inspector = await as('inspector');
    const refused = await inspector.post('/api/my-work/claims', { key: line?.key });
    expect(refused.json()).toMatchObject({ code: 'NotFound' });
    const own = await inspector.post('/api/my-work/claims', { key: `visit:${task(1)}:` });
    expect(own.json()).toMatchObject({ code: 'InvalidInput' });
  });

  it('keeps a person his filters, and shows them to nobody else', async () => {
    const inspector = await as('inspector');
    const query = { kinds: 'entry', urgencies: 'overdue' };
    const saved = await inspector.put(`/api/saved-filters/work/${encodeURIComponent('逾期录入')}`, { query });
    expect(saved.json()).toEqual({ items: [{ name: '逾期录入', query }] });
    expect((await (await as('reviewer')).get('/api/saved-filters/work')).json()).toEqual({ items: [] });
    expect((await inspector.get('/api/saved-filters/tasks')).json()).toEqual({ items: [] });
  });

  it('does not tell a chief of a visit whose list is still secret', async () => {
    await test.db.updateTable('draw').set({ revealAt: '2021-05-01T00:00:00Z' }).execute();
    expect(await workOf(await as('chief'))).toEqual([]);
    expect((await workOf(await as('inspector')))[0]).toMatchObject({ kind: 'visit' });
    await test.db.updateTable('draw').set({ revealAt: null }).execute();
  });

  it('asks for decisions on the plan, but not of who drafted it [R281]', async () => {
    await test.db
      .insertInto('planVersion')
      .values({
        ...{ authorityId: HOME, year: 2021, version: 2, state: 'draft', reason: '调整', draftedBy: 'chief' },
        ...{ document: jsonb({}), businessAt: START },
      })
      .execute();
    const kinds = async (role: Parameters<TestApp['as']>[0]) =>
      (await workOf(await as(role))).map(({ kind }) => kind);
    expect(await kinds('reviewer')).toContain('plan-review');
    expect(await kinds('chief')).not.toContain('plan-review');
  });
});
