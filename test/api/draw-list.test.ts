/** Who was on the list of a draw and who was left out, by names, for whoever asks whether somebody's friends were. */
import { sql } from 'kysely';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { startTestApp, type TestApp } from './support/app.ts';
import { MANY, NUMBER, playTwoLists, SECOND_DRAW, UNITS } from './support/two-lists.ts';

const BUREAU = 'listed';
const LISTED = UNITS - 5 + MANY;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await playTwoLists(test.db, BUREAU);
}, 120_000);
afterAll(() => test.close());

const ask = (path: string, id = BUREAU) => test.app.inject(`/public/${id}/draws/${path}`);
const listOf = async (query: string, draw = SECOND_DRAW): Promise<string> =>
  (await ask(`${draw}/list?${query}`)).body;
const search = (text: string, side = 'listed') => listOf(`side=${side}&q=${encodeURIComponent(text)}`);

describe('the list of a draw on the public portal', () => {
  it('is opened from the page of the draw', async () => {
    const { body } = await ask(SECOND_DRAW);
    expect(body).toContain(`/public/${BUREAU}/draws/${SECOND_DRAW}/list"`);
    expect(body).toContain(`/public/${BUREAU}/draws/${SECOND_DRAW}/list?side=excluded"`);
  });

  it('names every unit with its code, its item and what became of it, page by page', async () => {
    const pages = [await listOf(''), await listOf('after=100'), await listOf('after=200')];
    expect(pages[0]).toContain(`列入抽取名单的共 ${LISTED} 户`);
    expect(pages[0]).toContain('rel="next"');
    expect(pages[2]).not.toContain('rel="next"');
    const whole = pages.join('');
    const names = await test.db
      .selectFrom('drawEntry')
      .innerJoin('unit', (join) =>
        join
          .onRef('unit.authorityId', '=', 'drawEntry.authorityId')
          .onRef('unit.id', '=', 'drawEntry.unitId'),
      )
      .select(['unit.name', 'unit.code', 'drawn'])
      .where('drawEntry.authorityId', '=', BUREAU)
      .where('drawId', '=', SECOND_DRAW)
      .execute();
    expect(names.length).toBeGreaterThan(10);
    const lineOf = (code: string) => whole.split('<tr>').find((line) => line.includes(`>${code}<`)) ?? '';
    for (const { name, code, drawn } of names)
      expect([code, lineOf(code)]).toEqual([
        code,
        expect.stringMatching(new RegExp(`${name}.+<div>${drawn ? '抽中' : '递补'}</div>`, 's')),
      ]);
    expect(whole.match(/<div>未抽中<\/div>/g)).toHaveLength(LISTED - names.length);
    expect(lineOf('c00501')).toContain('第202102号');
  });

  it('is searched by a part of a name, or by a code however it is typed', async () => {
    await sql`update unit set name = '平鲁区祥华旅游客运有限公司' where authority_id = ${BUREAU} and id = 'u9'`.execute(
      test.db,
    );
    const byName = await search('祥华旅游');
    expect(byName).toContain('与“祥华旅游”相符的有 1 户');
    expect(byName).toContain('c00009');
    expect(await search('C00009')).toContain('祥华旅游客运有限公司');
    expect(await search('没有这家')).toContain('相符的有 0 户');
  });

  it('tells who was left out and why in Chinese, and names no person', async () => {
    const left = await listOf('side=excluded');
    expect(left).toContain('不列入抽取名单的共 3 户');
    expect(left.match(/<div>不在正常经营状态<\/div>/g)).toHaveLength(3);
    expect(left).toContain('c00001');
    expect(left).toContain('个人（以编码代替）');
    expect(await search('c00002', 'excluded')).toContain('相符的有 1 户');
    const first = await listOf('', '2021-001');
    for (const page of [left, first, await search('欧阳', 'excluded'), await search(NUMBER, 'excluded')]) {
      expect(page).not.toContain('欧阳建国');
      expect(page).not.toMatch(new RegExp(`<small class="hash">${NUMBER}`));
    }
    for (const own of ['欧阳', NUMBER])
      expect([own, await search(own, 'excluded')]).toEqual([own, expect.stringContaining('相符的有 0 户')]);
  });

  it('stays closed while the list is secret', async () => {
    const draw = { ...DEFAULT_SETTINGS.draw, secrecy: { rows: 'all' as const, revealWorkingDays: 30 } };
    await playTwoLists(test.db, 'covert', { draw });
    const { body } = await ask(SECOND_DRAW, 'covert');
    expect(body).toContain('名单在检查开始前保密');
    expect(body).not.toContain('/list');
    for (const side of ['listed', 'excluded'])
      expect((await ask(`${SECOND_DRAW}/list?side=${side}`, 'covert')).statusCode).toBe(409);
  }, 120_000);
});
