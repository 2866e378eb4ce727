/** A list that was shaped before the randomness was known is seen beside the last cycle's. */
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { type Client, startTestApp, type TestApp } from './support/app.ts';
import { MANY, NUMBER, playTwoLists, SECOND_DRAW, UNITS } from './support/two-lists.ts';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await playTwoLists(test.db, 'changes');
  office = await test.as('office', 'changes');
}, 120_000);
afterAll(() => test.close());

const publicPage = (path: string, id = 'changes') => test.app.inject(`/public/${id}/draws/${path}`);

describe('the list of a draw beside the last cycle’s of the same item', () => {
  it('is counted for the office: how many came and went, against which draw', async () => {
    const counts = async (draw: string) => (await office.get(`/api/draws/${draw}/list-changes`)).json().items;
    const item = { itemId: 'freight', itemName: '道路货运企业监督检查' };
    expect(await counts('2021-001')).toEqual([
      { ...item, rows: ['202101'], units: UNITS, before: null, came: 0, gone: 0 },
    ]);
    expect(await counts(SECOND_DRAW)).toEqual([
      {
        ...{ ...item, rows: ['202102'], units: UNITS - 5 + MANY },
        ...{ before: { drawId: '2021-001', units: UNITS }, came: MANY, gone: 5 },
      },
    ]);
  });

  it('names who went and why, a person to the office by name and number', async () => {
    const url = `/api/draws/${SECOND_DRAW}/list-changes/units?item=freight`;
    const { items, next } = (await office.get(`${url}&side=gone`)).json();
    expect(next).toBeNull();
    expect(items).toEqual([
      {
        ...{ no: 1, code: expect.stringMatching(/^person:[0-9a-f]{64}$/) },
        ...{ person: `欧阳建国（${NUMBER}）`, why: '不在正常经营状态' },
      },
      { no: 2, code: 'station:c00001', person: null, why: '不在正常经营状态' },
      { no: 3, code: 'station:c00002', person: null, why: '不在正常经营状态' },
      { no: 4, code: 'station:c00004', person: null, why: '不在名录库中本事项的抽取范围内' },
      { no: 5, code: 'station:c00005', person: null, why: '不在名录库中本事项的抽取范围内' },
    ]);
    const codes: string[] = [];
    for (let after: string | null = '0'; after !== null; ) {
      const page: { items: { code: string }[]; next: string | null } = (
        await office.get(`${url}&side=came&after=${after}`)
      ).json();
      codes.push(...page.items.map(({ code }) => code));
      after = page.next;
    }
    expect(codes).toEqual(
      Array.from({ length: MANY }, (_, n) => `station:c${String(501 + n).padStart(5, '0')}`),
    );
    expect((await office.get(`${url.replace('freight', 'none')}&side=came`)).statusCode).toBe(404);
  });

  it('is shown to the public with the draw, the codes page by page, nobody by name or number', async () => {
    const first = (await publicPage('2021-001')).body;
    expect(first).toContain('抽取名单的变化');
    expect(first).toContain('首次抽取');
    const { body } = await publicPage(SECOND_DRAW);
    for (const side of ['came', 'gone']) expect(body).toContain(`list-changes?item=freight&amp;side=${side}`);
    expect(body).toContain(`>${MANY}</a>`);
    const came = `${SECOND_DRAW}/list-changes?item=freight&side=came`;
    const page = (await publicPage(came)).body;
    expect(page).toContain('c00501');
    expect(page).not.toContain('c00630');
    expect(page).toContain('after=100');
    const last = (await publicPage(`${came}&after=100`)).body;
    expect(last).toContain('c00630');
    expect(last).not.toContain('rel="next"');
    const gone = (await publicPage(`${SECOND_DRAW}/list-changes?item=freight&side=gone`)).body;
    expect(gone).toContain('不在正常经营状态');
    for (const own of [NUMBER, '欧阳']) expect(gone).not.toContain(own);
  });

  it('stays closed to the public while the list is secret', async () => {
    const draw = { ...DEFAULT_SETTINGS.draw, secrecy: { rows: 'all' as const, revealWorkingDays: 30 } };
    await playTwoLists(test.db, 'hushed', { draw });
    expect((await publicPage(SECOND_DRAW, 'hushed')).body).not.toContain('抽取名单的变化');
    const asked = `${SECOND_DRAW}/list-changes?item=freight&side=came`;
    expect((await publicPage(asked, 'hushed')).statusCode).toBe(409);
  });
});
