import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAnswers } from '../../../../domain/plan/import/answers.ts';
import type { Doubt } from '../../../../domain/plan/import/doubt.ts';
import { importPlan } from '../../../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../../../domain/plan/import/plan-rows.ts';
import { planTableJson } from '../../../../domain/plan/import/plan-table.ts';

const PLANS = join(import.meta.dirname, '../../../../data/plans');
const lines = readFileSync(join(PLANS, 'pinglu-2021.txt'), 'utf8')
  .split('\n')
  .map((text, index) => ({ line: index + 1, cells: text.split('\t') }));
const answers = parseAnswers(JSON.parse(readFileSync(join(PLANS, 'pinglu-2021.answers.json'), 'utf8')));
const plan = importPlan(lines);
const { rows } = planTableJson(plan);

const PASSENGER = '道路旅客运输、客运站企业及其道路运输车辆技术、企业动态监控进行监督检查';
const FREIGHT = '道路货物运输、货运站企业及其道路运输车辆技术、企业动态监控平台进行监督检查';
const DRIVING = '对全区机动车驾驶员培训企业进行监督检查';
const REPAIR = '对全区机动车维修经营活动进行监督检查';
const ROADS = '对全区公路建设市场进行监督检查';
const ROUND_ONE = ['2021-01-01', '2021-04-30'];
const ROUND_TWO = ['2021-05-01', '2021-08-31'];
const ROUND_THREE = ['2021-09-01', '2021-12-31'];

const doubtsOf = (row: string | null, field: string): Doubt[] =>
  plan.doubts.filter((doubt) => doubt.row === row && doubt.field === field);

const onlyDoubt = (row: string | null, field: string, part = ''): Doubt => {
  const found = doubtsOf(row, field).filter(({ text, question }) => `${text}${question}`.includes(part));
  expect(found).toHaveLength(1);
  return found[0] as Doubt;
};

const PLACES = Array.from({ length: 15 }, (_, index) => `2021${String(index + 1).padStart(2, '0')}`);

describe('the 2021 plan of 平鲁 as it stands', () => {
  it('gives fifteen rows with the right item, ratio and window [R273, R276, R277, R278]', () => {
    expect(
      rows.map(({ item, ratioPercent, windowStart, windowEnd }) => [
        item,
        ratioPercent,
        windowStart,
        windowEnd,
      ]),
    ).toEqual([
      [PASSENGER, 50, ...ROUND_ONE],
      [FREIGHT, 5, ...ROUND_ONE],
      [DRIVING, 30, ...ROUND_ONE],
      [REPAIR, 10, ...ROUND_ONE],
      [ROADS, 50, ...ROUND_ONE],
      [PASSENGER, 50, ...ROUND_TWO],
      [FREIGHT, 5, ...ROUND_TWO],
      [DRIVING, 30, ...ROUND_TWO],
      ['对全区机动车维修经营户进行监督检查', 10, ...ROUND_TWO],
      [ROADS, 50, ...ROUND_TWO],
      [PASSENGER, 50, ...ROUND_THREE],
      [FREIGHT, 5, ...ROUND_THREE],
      [DRIVING, 30, ...ROUND_THREE],
      [REPAIR, 10, ...ROUND_THREE],
      [ROADS, 50, ...ROUND_THREE],
    ]);
  });

  it('joins the cells of rows 5 and 12, which are split over two lines', () => {
    expect(rows[4]?.taskName).toBe('2021年平鲁区交通运输局公路建设市场主体随机抽查方案');
    expect(rows[4]?.scope).toBe('全区管辖范围内公路建设施工企业');
    expect(rows[11]?.taskName).toBe('2021年平鲁区交通运输局道路货物运输市场主体随机抽查方案');
    expect(rows[11]?.planName).toBe('2021年朔州市平鲁区交通运输局抽查工作计划012');
  });

  it('reads the document around the table [R237, R238, R239, R263]', () => {
    expect(plan.document).toEqual({
      number: '平交字〔2020〕94号',
      issuer: '朔州市平鲁区交通运输局',
      title: '朔州市平鲁区交通运输局2021年度“双随机一公开”抽查工作计划',
      year: 2021,
      approvedBy: '局党组',
      signedOn: '2020-12-31',
      printedOn: '2020-12-31',
      copyTo: ['区委', '区人大', '区政府', '区政协', '市交通运输局'],
      basis: [
        '为贯彻落实省、市、县“双随机、一公开”抽查工作要求',
        '按照上级关于编制2021年度随机抽查计划的安排',
      ],
      windows: [
        [1, 4],
        [5, 8],
        [9, 12],
      ],
    });
  });

  it('has a doubt of the row for every value that is null, and no other nulls', () => {
    rows.forEach((row, index) => {
      for (const [field, value] of Object.entries(row)) {
        if (value === null) expect(doubtsOf(PLACES[index] ?? '', field).length).toBeGreaterThan(0);
      }
    });
    const nulls = rows.flatMap((row) => Object.entries(row).filter(([, value]) => value === null));
    // Ten task numbers and six scopes nobody printed, row 12's torn scope, and the three numbers that slipped.
    expect(nulls.map(([field]) => field).sort()).toEqual([
      ...Array(3).fill('number'),
      ...Array(7).fill('scope'),
      ...Array(10).fill('taskNumber'),
    ]);
  });
});

describe('every doubt of its text is listed', () => {
  it('names the foreign bureau 献县 in the text, line 17 [R248]', () => {
    const { line, text, question } = onlyDoubt(null, 'document', '献县');
    expect(line).toBe(17);
    expect(text).toContain('献县交通运输局');
    expect(question).toContain('朔州市平鲁区交通运输局');
  });

  it('names the foreign bureau 献县 in row 14 [R248]', () => {
    expect(onlyDoubt('202114', 'taskName').line).toBe(94);
    expect(onlyDoubt('202114', 'taskName').text).toContain('献县');
  });

  it('names the year 2022 in row 15 [R248]', () => {
    expect(onlyDoubt('202115', 'taskName').line).toBe(95);
    expect(onlyDoubt('202115', 'taskName').question).toContain('2022 年');
  });

  it('names the cut-off of 2020 in row 1 [R274]', () => {
    expect(onlyDoubt('202101', 'scope').line).toBe(77);
    expect(onlyDoubt('202101', 'scope').text).toBe('2020年1月前成立的运营的全区道路旅客运输企业');
    expect(rows[0]?.scope).toBe('2020年1月前成立的运营的全区道路旅客运输企业');
  });

  it('asks for the plan serial that 202105 lacks [R271]', () => {
    expect(onlyDoubt('202105', 'planName').line).toBe(81);
    expect(onlyDoubt('202105', 'planName').question).toContain('没有计划名称序号');
    expect(rows[4]?.planName).toBe('2021年朔州市平鲁区交通运输局抽查工作计划');
  });

  it.each([
    ['202106', 84, '05'],
    ['202107', 85, '06'],
    ['202108', 86, '07'],
    ['202109', 87, '08'],
    ['202110', 88, '09'],
    ['202111', 89, '10'],
  ])('asks about the serial of %s (line %i), which is %s and one behind [R271]', (row, line, serial) => {
    expect(onlyDoubt(row, 'planName').line).toBe(line);
    expect(onlyDoubt(row, 'planName').question).toContain(`“${serial}”与计划编号的序号`);
  });

  it.each([
    ['202112', 90, '012'],
    ['202113', 93, '013'],
    ['202114', 94, '014'],
    ['202115', 95, '015'],
  ])('asks about the three-digit serial of %s (line %i): %s beside 10 [R271]', (row, line, serial) => {
    expect(onlyDoubt(row, 'planName').line).toBe(line);
    expect(onlyDoubt(row, 'planName').question).toContain(`“${serial}”的位数`);
  });

  it('says that serial 11 is missing, which is about no one row [R271]', () => {
    expect(onlyDoubt(null, 'planName').question).toContain('缺“11”');
    expect(onlyDoubt(null, 'planName').line).toBe(90);
  });

  it.each(PLACES.slice(5).map((row, index) => [row, [84, 85, 86, 87, 88, 89, 90, 93, 94, 95][index]]))(
    'asks for the task number of %s (line %i)',
    (row, line) => {
      expect(onlyDoubt(String(row), 'taskNumber').line).toBe(line);
      expect(onlyDoubt(String(row), 'taskNumber').kind).toBe('missing');
    },
  );

  it.each(PLACES.slice(5, 11).map((row, index) => [row, 84 + index]))(
    'asks for the scope of %s (line %i)',
    (row, line) => {
      expect(onlyDoubt(String(row), 'scope').line).toBe(line);
      expect(onlyDoubt(String(row), 'scope').kind).toBe('missing');
    },
  );

  it("asks for row 12's scope, which is cut in the middle", () => {
    const { line, kind, text } = onlyDoubt('202112', 'scope');
    expect([line, kind, text]).toEqual([90, 'cut', '营的全区道路货物运输企业']);
    expect(rows[11]?.scope).toBeNull();
  });

  it('asks why 202113 stands on the second line of row 12', () => {
    const { line, text, kind } = onlyDoubt('202112', 'number');
    expect([line, text, kind]).toEqual([92, '202113', 'stray-number']);
    expect(rows[11]?.number).toBe('202112');
  });

  it.each([
    [13, 93, '202114', '202113'],
    [14, 94, '202115', '202114'],
  ])(
    'asks about the number of row %i (line %i), printed %s one row too high',
    (place, line, printed, proposed) => {
      const asked = onlyDoubt(proposed, 'number');
      expect([asked.line, asked.text]).toEqual([line, printed]);
      expect(asked.question).toContain(`是否为“${proposed}”`);
      expect(rows[place - 1]?.number).toBeNull();
    },
  );

  it('asks for the number of the last row, which has none', () => {
    expect(onlyDoubt('202115', 'number').line).toBe(95);
    expect(onlyDoubt('202115', 'number').kind).toBe('missing');
  });

  it.each(PLACES)('asks to settle 定向或不定向 of %s [R272]', (row) => {
    expect(doubtsOf(row, 'drawType').filter(({ kind }) => kind === 'to-settle')).toHaveLength(1);
  });

  it('names the text on line 83 that only repeats the end of a cell', () => {
    expect(onlyDoubt('202105', 'windowStart').line).toBe(83);
    expect(doubtsOf('202105', 'drawType').map(({ text }) => text)).toContain('向抽查');
  });

  it('names what an either-or may be answered with, and for a kind of draw nothing else', () => {
    expect(doubtsOf('202101', 'drawType').map(({ choices }) => choices)).toEqual([
      { values: ['定向', '不定向'], orOther: false },
    ]);
    expect(onlyDoubt('202101', 'scope').choices).toEqual({
      values: ['2020年1月前成立的运营的全区道路旅客运输企业', '2021年1月前成立的运营的全区道路旅客运输企业'],
      orOther: true,
    });
    const named = (row: string | null, field: string) => onlyDoubt(row, field).choices?.values;
    expect(named('202112', 'number')).toEqual(['202112', '202113']);
    expect(named('202113', 'number')).toEqual(['202113', '202114']);
    expect(named('202115', 'number')).toEqual(['202115']);
    expect(named('202105', 'windowStart')).toEqual(['2021-01-01']);
    expect(named(null, 'document')?.[1]).toBe('“献县交通运输局”无误');
    // What should stand there is nobody's choice of two.
    expect(named('202106', 'scope')).toBeUndefined();
  });

  it('offers nothing that it would not take', () => {
    for (const { choices, ...asked } of plan.doubts)
      for (const value of choices?.values ?? []) {
        const said = { ...asked, value, answeredBy: '张三', answeredOn: '2020-12-20' };
        const given = { note: null, answers: [{ ...said, assumed: false, reason: null }] };
        expect(importPlan(lines, given).doubts.filter(({ kind }) => kind === 'bad-answer')).toEqual([]);
      }
  });

  it('lists nothing else', () => {
    expect(plan.doubts).toHaveLength(54);
    expect(new Set(plan.doubts.map(({ key }) => key)).size).toBe(54);
  });
});

describe('the answers that the rehearsal assumes', () => {
  const answered = importPlan(lines, answers);

  it('leave no doubt and no gap [R278]', () => {
    expect(answered.doubts).toEqual([]);
    expect(answered.rows.map(({ number }) => number)).toEqual(PLACES);
    expect(answered.rows.map(({ taskNumber }) => taskNumber)).toEqual(
      PLACES.map((number) => `${number.slice(4)}号`),
    );
  });

  it('give plan rows with scope rules whose cut-off moves with the round [R274]', () => {
    const scopes = planRowsOf(answered).map(({ scopeRule }) => scopeRule);
    expect(scopes.map(({ foundedBefore }) => foundedBefore)).toEqual([
      ...Array(4).fill('2021-01-01'),
      null,
      ...Array(4).fill('2021-05-01'),
      null,
      ...Array(4).fill('2021-09-01'),
      null,
    ]);
    expect(new Set(scopes.map(({ area }) => area))).toEqual(new Set(['全区']));
  });

  it('are all marked as assumptions', () => {
    expect(answers.answers.every(({ assumed, value }) => assumed && value !== null)).toBe(true);
  });
});
