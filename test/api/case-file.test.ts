/** A case as one sealed file: what is in it, who may have it, and that a changed one is found out. */
import { createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { openCase } from '../../cli/case/verify-command.ts';
import { systemDoing } from '../../db/actor.ts';
import { saveAttachment } from '../../db/attachments/save-attachment.ts';
import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import { findCaseSeal } from '../../db/case-file/seal-case-file.ts';
import { png } from '../support/pictures.ts';
import { ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId, UNIT_NAME } from './support/facts.ts';

let test: TestApp;
const id = taskId(HOME, 5);
const url = `/api/tasks/${id}/case-file.zip`;
/** As a phone hands it in; its hash is checked on the way in, not here. */
const RECORD = {
  entry: { way: 'none', code: null, matches: false, note: '无码', at: START, place: null },
  certificates: [{ officerId: 'inspector', shown: true, at: START }],
  companion: { name: '钱某', position: '安全员' },
  signed: {
    ...{ codes: ['5'], answers: [{ itemId: 'freight', lineNo: 1, answer: 'no', note: null }] },
    findings: [],
    remark: '',
    visit: {
      ...{ taskId: id, startedAt: START, endedAt: START, place: '北坪路 18 号停车场' },
      certificates: [{ officerId: 'inspector', shown: true }],
      companion: { name: '钱某', position: '安全员' },
    },
  },
  signedSha256: 'a'.repeat(64),
  inspectorSignatures: [],
  unitSignature: null,
  refusal: { reason: '负责人不在场', witness: '王某', at: START },
  photos: [],
};

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  await test.db
    .insertInto('visitRecord')
    .values({
      ...{ authorityId: HOME, taskId: id, id: 'record-0005', recordedBy: 'inspector', businessAt: START },
      content: JSON.stringify(RECORD),
    })
    .execute();
});
afterAll(() => test.close());

describe('a case file', () => {
  let zip: Buffer;

  it('holds the whole chain of the case as data and as paper, with a list of hashes [R283]', async () => {
    const answer = await (await test.as('office')).get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/zip');
    zip = answer.rawPayload;
    const files = unzipSync(zip);
    expect(Object.keys(files).sort()).toEqual(
      ['SHA256SUMS', 'case.html', 'case.json', 'case.pdf', 'notices.json'].sort(),
    );
    const data = JSON.parse(Buffer.from(files['case.json'] ?? []).toString('utf8'));
    expect(data).toMatchObject({
      ...{ format: 'inspection-case/1', rehearsal: true, exportedBy: 'office' },
      ...{ task: { id }, orders: [{ id: orderId(HOME) }], draw: { id: '2021-001' } },
      unit: { name: `${UNIT_NAME}5` },
    });
    const html = Buffer.from(files['case.html'] ?? []).toString('utf8');
    // A name with signs of HTML is a name.
    expect(html).toContain('宏运运输有限公司&lt;测试&gt;5');
    expect(html).toContain('未按规定维护车辆');
    // What was signed on the spot, by whom it was not, and what the digest stands for.
    for (const words of ['北坪路 18 号停车场', '钱某 安全员', '已出示执法证件', '拒绝签字：负责人不在场'])
      expect(html).toContain(words);
    expect(html).toContain('涵盖时间、地点、亮证');
    expect(data.visitRecords).toMatchObject([{ id: 'record-0005', content: { signed: RECORD.signed } }]);
    expect(html).toContain('演练');
  });

  it('is bound to the audit chain by the hash of its list', async () => {
    await sealAllAudit(test.db);
    const opened = openCase(zip);
    expect(opened).toMatchObject({ taskId: id, files: 4, problems: [] });
    expect(await findCaseSeal(test.db, id, opened.sumsSha256)).toMatchObject({
      ...{ authorityId: HOME, taskId: id, exportedBy: 'office' },
      seq: expect.any(Number),
    });
  });

  it('that was changed afterwards is found out, and so is one whose list was changed with it', async () => {
    const files = unzipSync(zip);
    const changed = Buffer.from(
      Buffer.from(files['case.json'] ?? [])
        .toString('utf8')
        .replace('未按规定维护车辆', '未发现问题'),
    );
    expect(openCase(zipSync({ ...files, 'case.json': changed })).problems).toEqual([
      '文件 case.json 的内容与导出时不同',
    ]);
    const { 'case.pdf': _, ...without } = files;
    expect(openCase(zipSync(without)).problems).toEqual(['缺少文件 case.pdf']);
    const { problems } = openCase(zipSync({ ...files, 'more.txt': new Uint8Array([1]) }));
    expect(problems).toEqual(['多出文件 more.txt']);

    const hash = createHash('sha256').update(changed).digest('hex');
    const sums = Buffer.from(files['SHA256SUMS'] ?? [])
      .toString('utf8')
      .replace(/^[0-9a-f]{64}( {2}case\.json)$/m, `${hash}$1`);
    const forged = openCase(zipSync({ ...files, 'case.json': changed, SHA256SUMS: Buffer.from(sums) }));
    expect(forged.problems).toEqual([]);
    expect(await findCaseSeal(test.db, id, forged.sumsSha256)).toBeUndefined();
  });

  it('holds what the unit sent with its order and what proves a channel, beside the photos of the visit', async () => {
    const given = [
      { family: 'task', subjectId: id, uploadedBy: { kind: 'officer', id: 'inspector' } },
      { family: 'order', subjectId: orderId(HOME), uploadedBy: { kind: 'unit', id: 'u5' } },
      { family: 'publication', subjectId: `${id}/1`, uploadedBy: { kind: 'officer', id: 'publisher' } },
    ] as const;
    for (const [index, { family, subjectId, uploadedBy }] of given.entries()) {
      const file = { family, subjectId, uploadedBy, name: `${family}.png`, bytes: png(4 + index, 3) };
      const doing = systemDoing('test', START);
      await test.db
        .transaction()
        .execute((trx) => saveAttachment(trx, { authorityId: HOME, ...file }, doing));
    }
    const files = unzipSync((await (await test.as('office')).get(url)).rawPayload);
    const names = Object.keys(files).filter((name) => name.startsWith('attachments/'));
    expect(names.map((name) => name.replace(/^.*-/, '')).sort()).toEqual([
      'order.png',
      'publication.png',
      'task.png',
    ]);
    const order = names.find((name) => name.endsWith('-order.png')) ?? '';
    expect(Buffer.from(files[order] ?? []).equals(png(5, 3))).toBe(true);
  });

  it('is given to no other authority, and not of a list that is still secret', async () => {
    expect((await (await test.as('office', ELSEWHERE)).get(url)).json()).toMatchObject({ code: 'NotFound' });
    await test.db.updateTable('draw').set({ revealAt: '2021-05-01T00:00:00Z' }).execute();
    const secret = await (await test.as('approver')).get(`/api/tasks/${taskId(HOME, 1)}/case-file.zip`);
    expect(secret.json()).toMatchObject({ code: 'Forbidden' });
  });
});
