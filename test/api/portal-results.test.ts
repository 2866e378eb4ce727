import { sql } from 'kysely';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { HOME, START } from './support/app.ts';
import { orderId, UNIT_NAME } from './support/facts.ts';
import { addResult, DUE, portalWithFacts, SHOWN } from './support/portal.ts';

/** As the settings name it. */
const channelName =
  DEFAULT_SETTINGS.publication.channels.find(({ id }) => id === 'government-site')?.name ?? '';

const portal = portalWithFacts();

const revise = async (
  id: string,
  kind: 'correction' | 'withdrawal',
  resultRevision: number,
  reason: string,
) => {
  const { last } = await portal.test.db
    .selectFrom('publication')
    .select((row) => row.fn.max<number>('revision').as('last'))
    .where('authorityId', '=', HOME)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await portal.test.db
    .insertInto('publication')
    .values({
      ...{ authorityId: HOME, id, taskId: id, revision: last + 1, kind, resultRevision, reason },
      ...{ state: 'due', startedAt: START },
    })
    .execute();
};

describe('a result on the public portal', () => {
  it('shows a result only once it is proved shown on every outside channel, and its team, remark and telephone never', async () => {
    const list = await portal.read('/results');
    expect(list).toContain(`/results/${SHOWN}`);
    expect(list).toContain('未发现问题');
    expect(list).not.toContain(DUE);
    expect((await portal.ask(`/results/${DUE}`)).statusCode).toBe(404);
    const one = await portal.read(`/results/${SHOWN}`);
    for (const secret of ['张三', '13800001234', '执法检查人员甲']) expect(list + one).not.toContain(secret);
  });

  it('finds a result by a part of the name or the whole code, and takes signs for what they are', async () => {
    const { code } = await portal.test.db
      .selectFrom('unit')
      .select('code')
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u4')
      .executeTakeFirstOrThrow();
    const found = async (q: string) =>
      (await portal.read(`/results?q=${encodeURIComponent(q)}&year=`)).includes(SHOWN);
    expect(await found(UNIT_NAME.slice(1, 4))).toBe(true);
    expect(await found(code.toLowerCase())).toBe(true);
    expect(await found(code.slice(0, -1))).toBe(false);
    expect(await found('%')).toBe(false);
    expect(await found("' or 1=1 --")).toBe(false);
    expect(await portal.read('/results?q=%3Cscript%3E')).toContain('“&lt;script&gt;”');
  });

  it('counts what a search finds, and gives just that as CSV and JSON', async () => {
    const text = UNIT_NAME.slice(1, 4);
    const q = encodeURIComponent(text);
    const found = await portal.read(`/results?q=${q}&year=`);
    expect(found).toContain(`与“${text}”相符的抽查结果共 1 项，涉及 1 个检查对象`);
    expect(await portal.read('/results')).toContain('已公示的抽查结果共 1 项。');
    const [, csv = ''] = /href="[^"]*(\/data\/results\.csv\?[^"]+)"/.exec(found) ?? [];
    const linesOf = async (path: string) => (await portal.read(path)).trim().split('\n').length;
    expect(await linesOf(csv.replaceAll('&amp;', '&'))).toBe(2);
    expect(await linesOf(`/data/results.csv?year=all&q=${encodeURIComponent('没有这家')}`)).toBe(1);
    expect(JSON.parse(await portal.read(`/data/results.json?year=2021&q=${q}`))).toHaveLength(1);
    expect(JSON.parse(await portal.read(`/data/results.json?year=2020&q=${q}`))).toHaveLength(0);
  });

  it('goes on after the last result that was seen', async () => {
    expect(await portal.read('/results?year=2021')).not.toContain('rel="next"');
    expect(await portal.read(`/results?shown=2021-02-09&after=${SHOWN}`)).not.toContain(`/results/${SHOWN}"`);
    expect(await portal.read(`/results?shown=2021-02-10&after=${SHOWN}`)).toContain(`/results/${SHOWN}"`);
  });

  it('shows orders to correct with their article and state once the result is public, never the free text [R8]', async () => {
    expect(await portal.read('/orders?year=2021')).not.toContain('责改〔2021〕1号');
    await portal.test.db
      .updateTable('publication')
      .set({ state: 'confirmed', confirmedOn: '2021-02-12' })
      .where('authorityId', '=', HOME)
      .where('id', '=', DUE)
      .execute();
    const body = await portal.read('/orders?year=2021');
    for (const text of ['责改〔2021〕1号', '第二十一条', '2021-03-15', '整改中'])
      expect(body).toContain(text);
    expect(body).not.toContain('未按规定维护车辆');
    expect(await portal.read(`/results/${DUE}`)).toContain('责改〔2021〕1号');
  });

  it('tells when a finding was looked at again, and calls what is due on the day of the order by its name', async () => {
    const outcomes = JSON.stringify([{ findingId: `${orderId(HOME)}-1`, outcome: 'not-rectified' }]);
    await portal.test.db
      .insertInto('reinspection')
      .values({
        ...{ authorityId: HOME, orderId: orderId(HOME), round: 1, inspectedOn: '2021-03-16' },
        ...{ outcomes, enteredBy: 'inspector', businessAt: START },
      })
      .execute();
    expect(await portal.read('/orders?year=2021')).toContain('整改中（2021-03-16 复查）');
    portal.test.clock.set(Date.parse('2021-03-17T01:00:00.000Z'));
    expect(await portal.read('/orders?year=2021')).toContain('整改中，已超过期限（2021-03-16 复查）');
    await portal.test.db
      .updateTable('finding')
      .set({ reportedOn: '2021-03-14', reportNote: '已维护' })
      .where('authorityId', '=', HOME)
      .where('id', '=', `${orderId(HOME)}-1`)
      .execute();
    // It was reported in time, but the re-inspection found it undone.
    expect(await portal.read('/orders?year=2021')).toMatch(/整改中，已超过期限（2021-03-14 报告整改/);
    portal.test.clock.set(Date.parse(START));
    await portal.test.db
      .updateTable('finding')
      .set({ dueOn: '2021-03-01' })
      .where('authorityId', '=', HOME)
      .where('id', '=', `${orderId(HOME)}-1`)
      .execute();
    expect(await portal.read('/orders?year=2021')).toContain('立即改正');
  });

  it('names the outside channels on which a result is proved to stand, and no others', async () => {
    const body = await portal.read(`/results/${DUE}`);
    expect(body).not.toContain(channelName);
    await portal.test.db
      .updateTable('publicationChannel')
      .set({
        state: 'confirmed',
        confirmedAt: START,
        confirmedBy: 'publisher',
        proof: JSON.stringify({ kind: 'receipt', reference: '回执' }),
      })
      .where('authorityId', '=', HOME)
      .where('publicationId', '=', DUE)
      .execute();
    expect(await portal.read(`/results/${DUE}`)).toContain(channelName);
  });

  it('shows a correction at once and a withdrawn result no more, each with its reason and the whole trail [R218]', async () => {
    await addResult(portal.test.db, HOME, DUE, 2, ['1']);
    await revise(DUE, 'correction', 2, '复核后更正');
    const corrected = await portal.read(`/results/${DUE}`);
    for (const text of ['已更正', '复核后更正', '未发现问题', '办理中']) expect(corrected).toContain(text);
    await revise(DUE, 'withdrawal', 2, '检查对象有误');
    const withdrawn = await portal.read(`/results/${DUE}`);
    for (const text of ['已撤回', '检查对象有误', '复核后更正']) expect(withdrawn).toContain(text);
    for (const gone of ['未发现问题', '发现问题已责令改正', orderId(HOME), '责改〔2021〕1号'])
      expect(withdrawn).not.toContain(gone);
    expect(await portal.read('/orders?year=2021')).not.toContain('责改〔2021〕1号');
  });

  it('ends the display after so many years, where the authority says so [R279]', async () => {
    const set = (years: number | null) =>
      sql`update authority set settings = jsonb_set(settings, '{portal}', ${JSON.stringify({ displayYears: years, inspectorNames: false })}::jsonb)
           where id = ${HOME}`.execute(portal.test.db);
    await set(1);
    portal.test.clock.set(Date.parse('2022-02-08T01:00:00Z'));
    expect(await portal.read('/results')).toContain(SHOWN);
    portal.test.clock.set(Date.parse('2022-02-09T01:00:00Z'));
    expect(await portal.read('/results')).not.toContain(SHOWN);
    expect((await portal.ask(`/results/${SHOWN}`)).statusCode).toBe(404);
    await set(null);
    expect(await portal.read('/results')).toContain(SHOWN);
    portal.test.clock.set(Date.parse(START));
  });

  it('of a person shows neither name nor number, nor finds one by them', async () => {
    await portal.test.db
      .updateTable('unit')
      .set({ kind: 'person', name: '欧阳建国', code: '140603199001011234' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u4')
      .execute();
    const all = `${await portal.read('/results')}${await portal.read(`/results/${SHOWN}`)}${await portal.read('/data/results.csv?year=2021')}${await portal.read('/feed.atom')}`;
    expect(all).toContain('欧＊＊');
    for (const own of ['阳建国', '140603199001011234']) expect(all).not.toContain(own);
    for (const q of ['建国', '140603199001011234'])
      expect(await portal.read(`/results?q=${encodeURIComponent(q)}`)).not.toContain(SHOWN);
  });
});
