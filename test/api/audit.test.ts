import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

interface Line {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly event?: { readonly action: string };
}

describe('the audit trail', () => {
  let test: TestApp;
  let supervisor: Client;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    supervisor = await test.as('supervisor');
    await test.as('reviewer', ELSEWHERE);
    await sealAllAudit(test.db);
  });
  afterAll(() => test.close());

  const events = async (query: string) => (await supervisor.get(`/api/audit/events?${query}`)).json();

  it('is searched by subject, person, action and time, newest first, page by page [R194]', async () => {
    const all = (await events('limit=200')).items;
    const instants = all.map(({ businessAt }: { businessAt: string }) => businessAt);
    expect(instants).toEqual([...instants].sort().reverse());
    const first = await events('limit=2');
    const second = await events(`limit=2&after=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ id }: { id: number }) => id);
    expect(ids).toEqual(all.slice(0, 4).map(({ id }: { id: number }) => id));
    expect((await events('actorId=supervisor')).items[0]).toMatchObject({
      action: 'officer.sign-in',
      actorName: '分管领导甲',
    });
    expect((await events('actorId=supervisor')).items[0]).toMatchObject({
      ...{ name: '登录', subjectName: '工作人员 分管领导甲' },
    });
    expect((await events('action=officer.sign-i&limit=200')).items.length).toBeGreaterThan(0);
    expect((await events('action=officer_sign')).items).toEqual([]);
    expect((await events('to=2020-01-01T00:00:00Z')).items).toEqual([]);
  });

  it('shows one event with its link, to overseers of its authority only', async () => {
    const [{ id, action }] = (await events('limit=1&actorId=supervisor')).items;
    expect((await supervisor.get(`/api/audit/events/${id}`)).json()).toMatchObject({
      action,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await (await test.as('inspector')).get(`/api/audit/events/${id}`)).statusCode).toBe(403);
    expect((await (await test.as('supervisor', ELSEWHERE)).get(`/api/audit/events/${id}`)).statusCode).toBe(
      404,
    );
  });

  it('names who acted and on what in words, and offers what can be searched for', async () => {
    await test.db.transaction().execute((trx) =>
      appendAudit(trx, {
        ...systemDoing('portal', START),
        ...{
          authorityId: HOME,
          action: 'inspectors.import',
          subjectKind: 'register',
          subjectId: 'inspector',
        },
        data: {},
      }),
    );
    expect((await events('actorId=portal')).items).toMatchObject([
      { name: '登记执法检查人员', actorName: '系统（信息公开网页）', subjectName: '执法检查人员名录库' },
    ]);
    const kinds = (await supervisor.get('/api/audit/kinds')).json();
    expect(kinds.actions).toContainEqual({ id: 'feedback.answered', name: '答复公众意见' });
    expect(kinds.subjects).toContainEqual({ id: 'feedback', name: '公众意见' });
    expect((await (await test.as('inspector')).get('/api/audit/kinds')).statusCode).toBe(403);
  });

  it('is verified by any officer, stretch by stretch, and names the first link that does not hold [R194]', async () => {
    await sealAllAudit(test.db);
    const inspector = await test.as('inspector');
    const verify = async (after = 0) =>
      (await inspector.get(`/api/audit/verification/stretch?after=${after}`)).json();
    const whole = await verify();
    expect(whole).toMatchObject({ done: true, firstBad: null, seq: whole.length });
    expect(await verify(3)).toMatchObject({ done: true, firstBad: null, headHash: whole.headHash });
    await sql`alter table audit_event disable trigger audit_event_frozen`.execute(test.db);
    await sql`update audit_event set action = 'forged' where id =
      (select event_id from audit_seal where authority_id = ${HOME} and seq = 5)`.execute(test.db);
    expect(await verify()).toMatchObject({ done: true, seq: 4, firstBad: { seq: 5, what: 'changed-event' } });
    expect(await verify(5)).toMatchObject({ firstBad: null });
  });

  it('leaves as lines that a stranger can recompute [R194]', async () => {
    await sql`update audit_event set action = (select 'authority.create') where action = 'forged'`.execute(
      test.db,
    );
    const query = `from=${START}&to=2021-12-31T00:00:00Z`;
    expect((await (await test.as('inspector')).get(`/api/audit/export?${query}`)).statusCode).toBe(403);
    const [head = '', ...lines] = (await supervisor.get(`/api/audit/export?${query}`)).body
      .trim()
      .split('\n');
    expect(JSON.parse(head)).toMatchObject({ kind: 'audit-chain', authorityId: HOME });
    const links = lines.map((line) => JSON.parse(line) as Line);
    expect(links.length).toBeGreaterThan(5);
    const sound = links.filter(({ event, previousHash, hash }, at) => {
      const computed = createHash('sha256')
        .update(previousHash + (canonicalize(event) ?? ''))
        .digest('hex');
      return computed === hash && (at === 0 || links[at - 1]?.hash === previousHash);
    });
    // One event was forged above, and its own name is not known any more.
    expect(links.length - sound.length).toBeLessThanOrEqual(1);
    const [exported] = (await events('action=audit.export')).items;
    expect(exported).toMatchObject({ actorId: 'supervisor', data: { first: links[0]?.seq } });
    const none = await supervisor.get('/api/audit/export?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z');
    expect(none.statusCode).toBe(404);
  });
});
