import { systemDoing } from '../../db/actor.ts';
import { importItems } from '../../db/registers/items.ts';
import { saveSections } from '../../db/save-officers.ts';
import { SYNTHETIC_ITEMS } from '../../tools/synthetic/make-authority.ts';
import { SECTIONS } from '../../tools/synthetic/sections.ts';
import { planDraft2021, planRows2021 } from '../db/support/plan-2021.ts';
import { HOME, START, startTestApp, type TestApp } from './support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  const doing = systemDoing('test', START);
  await test.db.transaction().execute(async (trx) => {
    await saveSections(trx, HOME, SECTIONS, doing);
    await importItems(trx, HOME, SYNTHETIC_ITEMS, doing);
  });
});
afterAll(() => test.close());

const RULE = {
  classes: {
    by: 'riskClass',
    classes: [
      { id: 'A', of: ['A'], ratio: { numerator: 1, denominator: 100, kind: 'exact' } },
      { id: 'D', of: ['C', 'D'], count: 5 },
    ],
    others: 'A',
    topUp: true,
    overall: 'none',
    spread: 'by-risk',
  },
  coverage: { years: 1, whenAllHadTheirTurn: 'begin-again' },
};

const withRule = (rule: object, change: object = {}) => ({
  ...planDraft2021(),
  rows: planRows2021().map((row, index) => (index === 3 ? { ...row, ...change, rule } : row)),
});

describe('a plan row’s rule', () => {
  it('is saved and read back with its row', async () => {
    const drafter = await test.as('drafter');
    expect((await drafter.post('/api/plans/2021/drafts', withRule(RULE))).statusCode).toBe(200);
    const { rows } = (await drafter.get('/api/plans/2021/versions/1')).json();
    expect(rows[3].rule).toEqual(RULE);
    expect(rows[4]).not.toHaveProperty('rule');
  });

  it.each([
    [
      'one that cannot be carried out',
      { direction: { sizes: ['大型'] } },
      { drawType: 'undirected' },
      '计划 202104：抽取规则（direction）：不定向抽查',
    ],
    ['one with a member that nobody knows', { colour: 'red' }, {}, 'colour'],
  ])('is refused: %s', async (_, rule, change, words) => {
    const drafter = await test.as('drafter');
    const answer = await drafter.post('/api/plans/2021/drafts', withRule(rule, change));
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toContain(words);
  });
});
