import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId } from './support/facts.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
});
afterAll(() => test.close());

interface Visit {
  readonly id: string;
  readonly state: string;
  readonly unit: { readonly contactPhone: string | null };
  readonly team: readonly object[];
}

const visitsOf = async (): Promise<Visit[]> =>
  (await (await test.as('inspector')).get('/api/field/visits')).json().visits;
const visitOf = async (id: string): Promise<Visit | undefined> => (await visitsOf()).find((v) => v.id === id);

describe('what a phone keeps', () => {
  it('is all that the inspector’s own open visits need, and the time to count from', async () => {
    const body = (await (await test.as('inspector')).get('/api/field/visits')).json();
    expect(body).toMatchObject({
      ...{ now: '2021-03-01T01:00:00.000Z', today: '2021-03-01', provisionalFrom: null },
      officer: { id: 'inspector', authorityId: HOME },
      checklist: [{ itemId: 'passenger', lineNo: 1, text: '是否持证经营', legalBasis: '第八条' }],
    });
    expect(body.workingDays.slice(0, 6)).toEqual([
      '2021-03-02',
      '2021-03-03',
      '2021-03-04',
      '2021-03-05',
      '2021-03-08',
      '2021-03-09',
    ]);
    expect(body.resultCodes.map(({ code }: { code: string }) => code)).toContain('1');
    expect(body.visits.find(({ id }: Visit) => id === taskId(HOME, 1))).toMatchObject({
      state: 'dispatched',
      items: [{ itemId: 'passenger', legalBasis: '道路运输条例' }],
      team: [{ officerId: 'inspector', certificateNumber: '证inspector' }, { officerId: 'drawer' }],
      deadline: { kind: 'visit', dueOn: '2021-02-26', urgency: 'overdue' },
      result: null,
    });
  });

  it('is nobody else’s: an officer on no team has no visits, another authority none of ours', async () => {
    expect((await (await test.as('office')).get('/api/field/visits')).json().visits).toEqual([]);
    const elsewhere = (await (await test.as('inspector', ELSEWHERE)).get('/api/field/visits')).json();
    expect(elsewhere.visits.map(({ id }: Visit) => id)).not.toContain(taskId(HOME, 1));
  });

  it('holds the number of a unit that may be called, and of no other', async () => {
    const id = taskId(HOME, 1);
    expect((await visitOf(id))?.unit.contactPhone).toBe('13900005678');
    const announced = (value: boolean) =>
      sql`update task set announced = ${value}, unannounced_basis = case when not ${value} then '安全生产法第六十五条' end where (authority_id, id) = (${HOME}, ${id})`.execute(
        test.db,
      );
    await announced(false);
    expect((await visitOf(id))?.unit.contactPhone).toBe('139****5678');
    await announced(true);
  });

  it('loses a visit that was given to somebody else', async () => {
    const assign = (state: string) =>
      sql`update team_member set state = ${state}
           where (authority_id, task_id, officer_id) = (${HOME}, ${taskId(HOME, 2)}, 'inspector')`.execute(
        test.db,
      );
    await assign('replaced');
    expect(await visitOf(taskId(HOME, 2))).toBeUndefined();
    await assign('assigned');
    expect(await visitOf(taskId(HOME, 2))).toMatchObject({ state: 'visited' });
  });
});

describe('the script that opens the page without a connection', () => {
  it('lies at one address, is asked for anew, may speak for /field, and may ask nobody but us', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'field-'));
    await mkdir(join(directory, 'field'));
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'field/sw.js'), 'self.skipWaiting();');
    const app = await startTestApp({ webDirectory: directory });
    try {
      const { statusCode, headers, body } = await app.app.inject('/field/sw.js');
      expect([statusCode, body]).toEqual([200, 'self.skipWaiting();']);
      expect(headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        'service-worker-allowed': '/field',
        'content-security-policy': "default-src 'none'; connect-src 'self'",
      });
    } finally {
      await app.close();
      await rm(directory, { recursive: true });
    }
  });
});

const AT = '2021-03-01T00:50:00.000Z';
const signed = {
  codes: ['1'],
  answers: [{ itemId: 'passenger', lineNo: 1, answer: 'yes', note: null }],
  findings: [],
  remark: '',
};
const hash = (value: object): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
const content = {
  entry: { way: 'typed', code: '晋F1', matches: true, note: '', at: AT, place: null },
  certificates: [
    { officerId: 'inspector', shown: true, at: AT },
    { officerId: 'drawer', shown: true, at: AT },
  ],
  companion: { name: '李某', position: '经理' },
  ...{ signed, signedSha256: hash(signed), inspectorSignatures: [], unitSignature: null },
  refusal: { reason: '负责人不在场', witness: '王某', at: AT },
  photos: [],
};
const URL_OF = (n: number) => `/api/tasks/${taskId(HOME, n)}/visit-records`;

describe('the record made on the spot', () => {
  it('is kept once, told in the audit, and never changes', async () => {
    const inspector = await test.as('inspector');
    const body = { id: 'record-0001', content };
    expect((await inspector.post(URL_OF(1), body)).statusCode).toBe(200);
    expect((await inspector.post(URL_OF(1), body)).statusCode).toBe(200);
    const { items } = (await (await test.as('reviewer')).get(URL_OF(1))).json();
    expect(items).toMatchObject([{ id: 'record-0001', recordedBy: 'inspector', content }]);
    const events = await test.db
      .selectFrom('auditEvent')
      .select(['actorId', 'data'])
      .where('action', '=', 'visit.recorded')
      .execute();
    expect(events).toEqual([
      { actorId: 'inspector', data: { recordId: 'record-0001', sha256: hash(content) } },
    ]);
    await expect(sql`update visit_record set content = '{}'`.execute(test.db)).rejects.toThrow(/append-only/);
    const other = await inspector.post(URL_OF(1), {
      ...body,
      content: { ...content, photos: [], refusal: null },
    });
    expect(other.json()).toMatchObject({ code: 'CommandIdReused' });
  });

  it('is refused where what was signed is not what is handed in', async () => {
    const changed = { ...content, signed: { ...signed, remark: '后来添加' } };
    const response = await (await test.as('inspector')).post(URL_OF(1), {
      id: 'record-0002',
      content: changed,
    });
    expect(response.json()).toMatchObject({ status: 422, errors: [{ field: 'signedSha256' }] });
  });

  it('may be signed with time, place, certificates and companion, and then none of these can be changed', async () => {
    const inspector = await test.as('inspector');
    const visit = {
      ...{ taskId: taskId(HOME, 1), startedAt: AT, endedAt: AT, place: '井坪镇北坪路 18 号' },
      certificates: [{ officerId: 'inspector', shown: true }],
      companion: { name: '李某', position: '经理' },
    };
    const whole = { ...signed, visit };
    const post = (id: string, given: object, sha256: string) =>
      inspector.post(URL_OF(1), { id, content: { ...content, signed: given, signedSha256: sha256 } });
    expect((await post('record-0010', whole, hash(whole))).statusCode).toBe(200);
    const elsewhere = { ...whole, visit: { ...visit, place: '另一处' } };
    const refused = await post('record-0011', elsewhere, hash(whole));
    expect(refused.json()).toMatchObject({ status: 422, errors: [{ field: 'signedSha256' }] });
    const another = { ...whole, visit: { ...visit, taskId: taskId(HOME, 2) } };
    expect((await post('record-0012', another, hash(another))).json()).toMatchObject({
      errors: [{ field: 'signed' }],
    });
    const { items } = (await inspector.get(URL_OF(1))).json();
    // The record of the first form beside it stays what it was.
    expect(items).toMatchObject([{ id: 'record-0001', content }, { content: { signed: whole } }]);
  });

  it('is the team’s to make, in its own authority', async () => {
    const body = { id: 'record-0003', content };
    expect((await (await test.as('office')).post(URL_OF(1), body)).statusCode).toBe(403);
    expect((await (await test.as('inspector', ELSEWHERE)).post(URL_OF(1), body)).statusCode).toBe(404);
    const list = (await (await test.as('office', ELSEWHERE)).get(URL_OF(1))).json();
    expect(list.items).toEqual([]);
  });
});
