import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { clamdScanner } from '../../api/services/clamd.ts';
import { scanWaiting } from '../../api/services/scan-attachments.ts';
import { LARGEST_FILE_BYTES } from '../../domain/attachment/limits.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { type ClamdServer, EICAR, startClamdServer } from '../support/clamd-server.ts';
import { jpeg, pdf, png } from '../support/pictures.ts';
import { ELSEWHERE, HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
});
afterAll(() => test.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Sent {
  readonly bytes?: Buffer;
  readonly name?: string;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

const BOUNDARY = 'boundary-of-a-test';
const formOf = ({ bytes, name = '现场.jpg', type = 'image/jpeg', fields = {} }: Sent): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([field, value]) =>
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`),
    ),
    ...(bytes === undefined
      ? []
      : [
          Buffer.from(
            `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
              `Content-Type: ${type}\r\n\r\n`,
          ),
          bytes,
          Buffer.from('\r\n'),
        ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);

const cookies = new Map<string, string>();
const cookieOf = async (app: TestApp, role: Role, authorityId: string): Promise<string> => {
  const key = `${role}@${authorityId}`;
  const known = cookies.get(key + app.url);
  if (known !== undefined) return known;
  const payload = { username: key, password: PASSWORD };
  const sid = sessionCookie(await app.app.inject({ method: 'POST', url: '/api/sign-in', payload }));
  cookies.set(key + app.url, sid);
  return sid;
};

const TASK = `/api/tasks/${taskId(HOME, 1)}`;
const upload = async (
  sent: Sent,
  { role = 'inspector' as Role, url = TASK, authorityId = HOME, app = test } = {},
): Promise<LightMyRequestResponse> =>
  app.app.inject({
    method: 'POST',
    url: `${url}/attachments`,
    cookies: { sid: await cookieOf(app, role, authorityId) },
    headers: { 'x-requested-by': 'test', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: formOf(sent),
  });
const read = async (url: string, role: Role = 'inspector', authorityId = HOME) =>
  test.app.inject({ method: 'GET', url, cookies: { sid: await cookieOf(test, role, authorityId) } });

describe('a file that is uploaded', () => {
  it('is kept byte for byte with hash, time and place, and told in the audit', async () => {
    const bytes = jpeg({ orientation: 6 });
    const fields = {
      ...{ id: 'photo-0001', sha256: sha256(bytes), purpose: 'photo', takenAt: '2021-03-01T01:30:00Z' },
      ...{ latitude: '39.3312', longitude: '112.4321', accuracy: '12.5' },
    };
    const response = await upload({ bytes, name: '../门头 照片.exe', fields });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      ...{ id: 'photo-0001', family: 'task', subjectId: taskId(HOME, 1), purpose: 'photo' },
      ...{ sha256: sha256(bytes), mediaType: 'image/jpeg', byteSize: bytes.length, name: '门头 照片.jpg' },
      ...{ uploadedByKind: 'officer', uploadedBy: 'inspector', takenAt: '2021-03-01T01:30:00.000Z' },
      ...{ latitude: 39.3312, longitude: 112.4321, accuracyMetres: 12.5, scanState: 'not_scanned' },
    });
    const content = await read('/api/attachments/photo-0001');
    expect(content.rawPayload.equals(bytes)).toBe(true);
    const events = await test.db
      .selectFrom('auditEvent')
      .select(['subjectId', 'actorId', 'data'])
      .where('action', '=', 'attachment.saved')
      .where(sql`data->>'attachmentId'`, '=', 'photo-0001')
      .execute();
    expect(events).toEqual([
      {
        ...{ subjectId: taskId(HOME, 1), actorId: 'inspector' },
        data: {
          ...{ attachmentId: 'photo-0001', sha256: sha256(bytes) },
          ...{ mediaType: 'image/jpeg', byteSize: bytes.length },
        },
      },
    ]);
  });

  it('is kept once, however often it is sent; its id is nobody else’s', async () => {
    const sent = { bytes: png(), name: 'a.png', fields: { id: 'photo-0002' } };
    const [one, two] = await Promise.all([upload(sent), upload(sent)]);
    expect(one.json()).toEqual(two.json());
    const rows = await test.db.selectFrom('attachment').select('id').where('id', '=', 'photo-0002').execute();
    expect(rows).toHaveLength(1);
    const other = await upload({ ...sent, bytes: jpeg() });
    expect(other.json()).toMatchObject({ code: 'CommandIdReused', status: 409 });
    const elsewhere = await upload(sent, { url: `/api/tasks/${taskId(HOME, 2)}` });
    expect(elsewhere.json()).toMatchObject({ code: 'CommandIdReused' });
  });

  it('opens nowhere: no sniffing, no scripts, and to be saved only, while no scanner has judged it', async () => {
    await upload({ bytes: jpeg(), name: '照片".jpg', fields: { id: 'photo-0003' } });
    const { headers } = await read('/api/attachments/photo-0003');
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''%E7/);
  });

  it('is never changed and never taken away', async () => {
    await upload({ bytes: jpeg(), fields: { id: 'photo-0004' } });
    const change = (statement: ReturnType<typeof sql>) => statement.execute(test.db);
    await expect(change(sql`update attachment set name = 'x' where id = 'photo-0004'`)).rejects.toThrow(
      /append-only/,
    );
    await expect(change(sql`delete from attachment where id = 'photo-0004'`)).rejects.toThrow(/append-only/);
    await expect(change(sql`update attachment_content set content = ''`)).rejects.toThrow(/append-only/);
    await expect(change(sql`truncate attachment_content`)).rejects.toThrow(/append-only/);
  });

  it('is listed with its subject', async () => {
    const url = `/api/orders/${orderId(HOME)}`;
    await upload({ bytes: pdf(), name: '整改报告.pdf', fields: { id: 'report-001' } }, { url });
    const { items } = (await read(`/api/attachments?family=order&id=${orderId(HOME)}`, 'reviewer')).json();
    expect(items).toMatchObject([{ id: 'report-001', mediaType: 'application/pdf', name: '整改报告.pdf' }]);
  });
});

describe('a file that is refused', () => {
  const text = (words: string) => Buffer.from(words, 'latin1');
  const bomb = deflateSync(Buffer.alloc(50_000_000));
  it.each([
    ['a drawing with a script', text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['a program', Buffer.concat([text('MZ\x90'), Buffer.alloc(300)])],
    ['an archive', Buffer.concat([text('PK\x03\x04'), Buffer.alloc(300)])],
    ['an archive that unpacks to 50 MB', bomb],
    ['a picture that unpacks to 4,000 million pixels', png(4, 4, [65_000, 65_000])],
    ['a picture with an archive behind it', Buffer.concat([png(), text('PK\x03\x04')])],
    ['a PDF with a script', pdf('/OpenAction<</S/JavaScript/JS(1)>>')],
    ['nothing', Buffer.alloc(0)],
  ])('%s, whatever it calls itself', async (_, bytes) => {
    const response = await upload({ bytes, name: 'photo.jpg', type: 'image/jpeg' });
    expect(response.json()).toMatchObject({ status: 422, code: 'InvalidInput', errors: [{ field: 'file' }] });
  });

  it('one that is too large', async () => {
    const bytes = Buffer.concat([jpeg(), Buffer.alloc(LARGEST_FILE_BYTES)]);
    expect((await upload({ bytes })).json()).toMatchObject({ status: 413, code: 'PayloadTooLarge' });
  });

  it('one that changed on its way', async () => {
    const response = await upload({ bytes: jpeg(), fields: { sha256: '0'.repeat(64) } });
    expect(response.json()).toMatchObject({ status: 422, errors: [{ field: 'sha256' }] });
  });

  it('one more than a subject may have', async () => {
    const subject = taskId(HOME, 3);
    await sql`insert into attachment (authority_id, id, family, subject_id, sha256, media_type, byte_size, name,
                                      uploaded_by_kind, uploaded_by, business_at)
              select ${HOME}, 'many-0000' || n, 'task', ${subject}, repeat('0', 64), 'image/png', 1, 'a.png',
                     'officer', 'inspector', now() from generate_series(1, 200) n`.execute(test.db);
    const response = await upload({ bytes: jpeg() }, { url: `/api/tasks/${subject}` });
    expect(response.json()).toMatchObject({ status: 422, detail: expect.stringContaining('附件已满') });
  });

  it.each([
    ['no file', { fields: { id: 'nofile-01' } }, 'file'],
    ['an id that is a path', { bytes: jpeg(), fields: { id: '../../../etc' } }, 'id'],
    ['half a place', { bytes: jpeg(), fields: { latitude: '39' } }, 'latitude'],
    ['a place off the earth', { bytes: jpeg(), fields: { latitude: '99', longitude: '0' } }, 'latitude'],
    ['a time that is none', { bytes: jpeg(), fields: { takenAt: 'yesterday' } }, 'takenAt'],
  ])('a form with %s', async (_, sent, field) => {
    expect((await upload(sent)).json()).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('a form that stops in the middle, or is none', async () => {
    const sid = await cookieOf(test, 'inspector', HOME);
    const post = (type: string, payload: Buffer | string) =>
      test.app.inject({
        ...{ method: 'POST', url: `${TASK}/attachments`, cookies: { sid }, payload },
        headers: { 'x-requested-by': 'test', 'content-type': type },
      });
    const whole = formOf({ bytes: jpeg() });
    const cut = await post(`multipart/form-data; boundary=${BOUNDARY}`, whole.subarray(0, 200));
    expect(cut.json()).toMatchObject({ status: 422 });
    expect((await post('multipart/form-data', whole)).json().status).toBeLessThan(500);
    expect((await post('application/json', '{}')).json()).toMatchObject({ status: 415 });
  });
});

describe('who sees and adds files', () => {
  beforeAll(async () => {
    await upload({ bytes: jpeg(), fields: { id: 'rights-01' } });
  });
  const LIST = `/api/attachments?family=task&id=${taskId(HOME, 1)}`;

  // The team of the facts: inspector and drawer.
  it.each([
    ...(['inspector', 'drawer', 'office', 'reviewer', 'approver', 'publisher'] as const).map(
      (r) => [r, 200] as const,
    ),
    ...(['supervisor', 'chief'] as const).map((role) => [role, 200] as const),
    ...(['drafter', 'witness', 'admin'] as const).map((role) => [role, 403] as const),
  ])('%s: list and content %i', async (role, status) => {
    expect((await read(LIST, role)).statusCode).toBe(status);
    expect((await read('/api/attachments/rights-01', role)).statusCode).toBe(status);
  });

  it.each([
    ...(['inspector', 'drawer', 'office', 'approver'] as const).map((role) => [role, 200] as const),
    ...(['reviewer', 'publisher', 'witness', 'admin'] as const).map((role) => [role, 403] as const),
  ])('%s: upload %i', async (role, status) => {
    expect((await upload({ bytes: jpeg() }, { role })).statusCode).toBe(status);
  });

  it('nobody of another authority, for whom there is no such file', async () => {
    expect((await read('/api/attachments/rights-01', 'office', ELSEWHERE)).statusCode).toBe(404);
    expect((await read(LIST, 'office', ELSEWHERE)).statusCode).toBe(404);
    expect((await upload({ bytes: jpeg() }, { authorityId: ELSEWHERE })).statusCode).toBe(404);
  });

  it('nobody who is not signed in', async () => {
    expect((await test.app.inject({ method: 'GET', url: LIST })).statusCode).toBe(401);
    expect((await test.app.inject({ method: 'GET', url: '/api/attachments/rights-01' })).statusCode).toBe(
      401,
    );
  });

  it('only the team, while the list is secret', async () => {
    await sql`update draw set reveal_at = '2021-04-01' where authority_id = ${HOME}`.execute(test.db);
    try {
      expect((await read(LIST, 'reviewer')).statusCode).toBe(403);
      expect((await read('/api/attachments/rights-01', 'office')).statusCode).toBe(403);
      expect((await upload({ bytes: jpeg() }, { role: 'office' })).statusCode).toBe(403);
      expect((await read('/api/attachments/rights-01', 'inspector')).statusCode).toBe(200);
    } finally {
      await sql`update draw set reveal_at = null where authority_id = ${HOME}`.execute(test.db);
    }
  });
});

describe('with a scanner', () => {
  let clamd: ClamdServer;
  let scanned: TestApp;
  beforeAll(async () => {
    clamd = await startClamdServer();
    scanned = await startTestApp({ scanner: clamdScanner(clamd.address, 2_000) });
    await addFacts(scanned.db, HOME);
  });
  afterAll(async () => {
    await scanned.close();
    await clamd.stop();
  });
  const get = async (id: string) =>
    scanned.app.inject({
      ...{ method: 'GET' as const, url: `/api/attachments/${id}` },
      cookies: { sid: await cookieOf(scanned, 'inspector', HOME) },
    });

  it('a clean picture is shown in its place', async () => {
    const bytes = jpeg({ behind: 'x'.repeat(200_000) });
    const response = await upload({ bytes, fields: { id: 'clean-001' } }, { app: scanned });
    expect(response.json()).toMatchObject({ scanState: 'clean' });
    expect(clamd.seen.at(-1)?.equals(bytes)).toBe(true);
    expect((await get('clean-001')).headers['content-disposition']).toMatch(/^inline/);
  });

  it('an infected one is kept as evidence and given to nobody', async () => {
    const bytes = jpeg({ comment: EICAR });
    const response = await upload({ bytes, fields: { id: 'virus-001' } }, { app: scanned });
    expect(response.json()).toMatchObject({ scanState: 'refused' });
    expect((await get('virus-001')).json()).toMatchObject({ code: 'WrongState' });
    const verdict = { scanState: 'clean' as const, scannedAt: new Date().toISOString() };
    const change = scanned.db.updateTable('attachment').set(verdict).where('id', '=', 'virus-001').execute();
    await expect(change).rejects.toThrow(/judged by the scanner already/);
  });

  it('one that came while it was away waits, and is judged later', async () => {
    clamd.answer = 'INSTREAM size limit exceeded. ERROR';
    const response = await upload({ bytes: jpeg(), fields: { id: 'later-001' } }, { app: scanned });
    expect(response.json()).toMatchObject({ scanState: 'pending' });
    expect((await get('later-001')).headers['content-disposition']).toMatch(/^attachment/);
    clamd.answer = null;
    const deps = { db: scanned.db, scanner: clamdScanner(clamd.address), now: scanned.clock.now };
    expect(await scanWaiting(deps)).toBe(1);
    expect((await get('later-001')).headers['content-disposition']).toMatch(/^inline/);
  });
});
