import { draftAmendment, NEW_ITEM, publishAmendment, REASON } from './support/amended-plan.ts';
import { HOME } from './support/app.ts';
import { portalWithFacts } from './support/portal.ts';

const portal = portalWithFacts();
const changesOf = (body: string): string[] =>
  [...(/<h3>本版改动<\/h3><ul>(.*?)<\/ul>/s.exec(body)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(
    ([, text = '']) => text,
  );

describe('the plan on the public portal', () => {
  it('of one version has no changes, and nothing of a draft of the next', async () => {
    await draftAmendment(portal.test.db, HOME);
    const body = await portal.read('/plan');
    expect(body).toContain('第 1 版');
    expect(changesOf(body)).toEqual([]);
    for (const drafted of ['本版改动', '第 2 版', NEW_ITEM, REASON, '平交字〔2021〕12号'])
      expect(body).not.toContain(drafted);
  });

  it('once amended says what was changed, put in and taken out, and why [R56]', async () => {
    await publishAmendment(portal.test.db, HOME);
    const body = await portal.read('/plan');
    expect(changesOf(body)).toEqual([
      '计划行 202101：抽查比例由“5%”改为“10%”',
      `增加计划行 202103：${NEW_ITEM}`,
      '取消计划行 202102',
    ]);
    for (const shown of ['平交字〔2021〕12号', '第 1 版', '年度计划', '第 2 版', REASON, '2021-03-01'])
      expect(body).toContain(shown);
    // The table is the one in force.
    expect(body).toMatch(/<th scope="row">202103<\/th>/);
    expect(body).not.toMatch(/<th scope="row">202102<\/th>/);
  });

  it('of a year without one says so', async () => {
    expect(await portal.read('/plan?year=2020')).toContain('没有已公布的 2020 年度抽查工作计划。');
  });
});
