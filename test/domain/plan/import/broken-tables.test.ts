import { importPlan } from '../../../../domain/plan/import/import-plan.ts';
import { planTableJson } from '../../../../domain/plan/import/plan-table.ts';
import { FIRST_ROW_LINE, HEADINGS, linesOf, soundRows, withCell } from './tables.ts';

const COLUMN = {
  number: 0,
  planName: 1,
  taskNumber: 2,
  taskName: 3,
  drawType: 4,
  ratio: 5,
  item: 6,
  scope: 7,
  window: 8,
};

const asked = (rows: readonly (readonly string[])[]) =>
  importPlan(linesOf(rows)).doubts.map(({ line, row, field, kind }) => ({ line, row, field, kind }));

const kindsOf = (rows: readonly (readonly string[])[], above: readonly string[] = []) => {
  const [title, ...rest] = linesOf(rows);
  const lines = [title, ...above.map((text) => ({ line: 0, cells: [text] })), ...rest].filter(
    (line) => line !== undefined,
  );
  return importPlan(lines).doubts.map(({ kind, field }) => `${kind} ${field}`);
};

describe('foreign bureaus and areas [R248]', () => {
  it.each([
    ['another county', '2021年应县交通运输局道路旅客运输市场主体随机抽查方案'],
    ['the same district of another city', '2021年大同市云东区交通运输局道路旅客运输市场主体随机抽查方案'],
    ['the city above', '2021年怀仁市交通运输局道路旅客运输市场主体随机抽查方案'],
  ])('asks about %s in a task name', (_, text) => {
    expect(asked(withCell(soundRows(), 3, COLUMN.taskName, text))).toEqual([
      { line: FIRST_ROW_LINE + 3, row: '202104', field: 'taskName', kind: 'foreign-bureau' },
    ]);
  });

  it('asks about a foreign area in a scope', () => {
    const rows = withCell(soundRows(), 0, COLUMN.scope, '2021年1月前成立的运营的应县道路旅客运输企业');
    expect(asked(rows).map(({ kind }) => kind)).toEqual(['foreign-area']);
  });

  it('asks about a foreign bureau in the text, not about the bureau above or its own names', () => {
    expect(kindsOf(soundRows(), ['报怀仁市交通运输局', '经研究成立云东区交通运输局领导小组'])).toEqual([]);
    expect(kindsOf(soundRows(), ['由应县交通运输局负责'])).toEqual(['foreign-bureau document']);
  });
});

describe('off-year text [R248]', () => {
  it.each([
    ['planName', '2020年怀仁市云东区交通运输局抽查工作计划03', 'planName'],
    ['taskName', '2022年云东区交通运输局机动车驾驶员培训市场主体随机抽查方案', 'taskName'],
    ['scope', '2019年1月前成立的运营的全区机动车驾驶员培训企业', 'scope'],
  ] as const)('asks about another year in %s', (column, text, field) => {
    const found = asked(withCell(soundRows(), 2, COLUMN[column], text));
    expect(found).toContainEqual({ line: FIRST_ROW_LINE + 2, row: '202103', field, kind: 'off-year' });
  });

  it('asks about a window of another year, first and last day', () => {
    expect(
      asked(withCell(soundRows(), 2, COLUMN.window, '2022年1月至4月')).map(({ field }) => field),
    ).toEqual(['windowStart', 'windowEnd']);
  });

  it('takes no number of another year', () => {
    const plan = importPlan(linesOf(withCell(soundRows(), 2, COLUMN.number, '202003')));
    expect(plan.rows[2]?.number).toBeNull();
    expect(plan.doubts.map(({ field, row }) => [field, row])).toEqual([['number', '202103']]);
  });

  it('lets the text speak of the year before, of laws and of document numbers, and asks about other years', () => {
    expect(kindsOf(soundRows(), ['云交字〔2019〕7号', '2020年12月31日', '依据《2014年办法》办理'])).toEqual(
      [],
    );
    expect(kindsOf(soundRows(), ['做好2018年抽查工作'])).toEqual(['off-year document']);
  });
});

describe('windows [R263]', () => {
  it("asks about a window that the plan's own text does not set", () => {
    const rows = withCell(soundRows(), 1, COLUMN.window, '2021年1月至8月');
    const text = '具体时间定为 1 月至 4 月 1 次、5 月至 8 月 1 次、9 月至 12 月 1 次。';
    expect(kindsOf(rows, [text])).toEqual(['unknown-window windowStart']);
    expect(kindsOf(soundRows(), [text])).toEqual([]);
  });

  it('asks for both days where the window cannot be read', () => {
    expect(asked(withCell(soundRows(), 1, COLUMN.window, '2021年1 2月'))).toEqual(
      ['windowStart', 'windowEnd'].map((field) => ({
        line: FIRST_ROW_LINE + 1,
        row: '202102',
        field,
        kind: 'unreadable',
      })),
    );
  });
});

describe('serials and numbers [R271]', () => {
  it('asks about a serial that stands twice', () => {
    const rows = withCell(soundRows(), 5, COLUMN.planName, '2021年怀仁市云东区交通运输局抽查工作计划05');
    const plan = importPlan(linesOf(rows));
    const [asked] = plan.doubts;
    expect(plan.doubts).toHaveLength(1);
    expect(asked?.row).toBe('202106');
    expect(asked?.question).toContain('与表中第 5 行重复');
  });

  it('asks about a repeated task number', () => {
    expect(
      asked(withCell(soundRows(), 5, COLUMN.taskNumber, '05号')).map(({ field, row }) => [field, row]),
    ).toEqual([['taskNumber', '202106']]);
  });

  it('nulls every number that slipped, and keeps those before', () => {
    const moved = soundRows().map((cells, at, all) =>
      at < 9 ? cells : [all[at + 1]?.[0] ?? '', ...cells.slice(1)],
    );
    const { rows, doubts } = importPlan(linesOf(moved));
    expect(rows.map(({ number }) => number)).toEqual([
      ...soundRows()
        .slice(0, 9)
        .map(([number]) => number),
      ...Array(6).fill(null),
    ]);
    expect(doubts.map(({ row }) => row)).toEqual([
      '202110',
      '202111',
      '202112',
      '202113',
      '202114',
      '202115',
    ]);
  });
});

describe('other shapes of the same table', () => {
  const truth = planTableJson(importPlan(linesOf(soundRows())));

  it('reads headings wrapped over two lines', () => {
    const [title, blank, , ...rows] = linesOf(soundRows());
    const upper = { line: 3, cells: HEADINGS.map((heading) => heading.slice(0, 2)) };
    const lower = { line: 3, cells: HEADINGS.map((heading) => heading.slice(2)) };
    const lines = [title, blank, upper, lower, ...rows].filter((line) => line !== undefined);
    expect(planTableJson(importPlan(lines))).toEqual(truth);
  });

  it('passes over headings that are repeated on the next page, and over an extra column', () => {
    const rows = soundRows().map((cells) => [...cells, '无']);
    const lines = linesOf([...rows.slice(0, 7), [...HEADINGS, '备注'], ...rows.slice(7)]).map((line) =>
      line.cells[0] === HEADINGS[0] ? { ...line, cells: [...HEADINGS, '备注'] } : line,
    );
    expect(planTableJson(importPlan(lines))).toEqual(truth);
  });

  it('takes the signature and date below the table for no row', () => {
    const below = [['怀仁市云东区交通运输局'], ['2020年12月30日']];
    expect(planTableJson(importPlan(linesOf([...soundRows(), ...below])))).toEqual(truth);
  });

  it('asks about other text below the table', () => {
    const { doubts } = importPlan(linesOf([...soundRows(), ['以上计划可视情况调整']]));
    expect(doubts.map(({ kind, text }) => [kind, text])).toEqual([['stray-text', '以上计划可视情况调整']]);
  });

  it('says clearly that there is no table, no row, or no year', () => {
    expect(() => importPlan([{ line: 1, cells: ['通知'] }])).toThrow('没有找到计划表的表头');
    expect(() => importPlan(linesOf([]))).toThrow('没有任何计划行');
    const noYear = [['', '抽查计划', '01号', '方案', '定向', '5%', '检查', '企业', '']];
    const lines = linesOf(noYear).map((line) => (line.line === 1 ? { ...line, cells: ['计划'] } : line));
    expect(() => importPlan(lines)).toThrow('无法确定计划年度');
  });
});
