import { cycleSentence, reportLines } from '../../../domain/rehearsal/report.ts';
import {
  type CycleSummary,
  INVARIANTS,
  isGood,
  type RehearsalSummary,
} from '../../../domain/rehearsal/summary.ts';
import { widthOf } from '../../../domain/rehearsal/table.ts';

const CYCLE: CycleSummary = {
  number: 1,
  window: '2021-01-01/2021-04-30',
  openedAt: '2021-01-04',
  closedAt: '2021-03-08',
  rows: 5,
  eligible: 552,
  drawn: 65,
  visited: 65,
  replaced: 1,
  withFindings: 11,
  published: { inTime: 64, late: 1, open: 0 },
  rectification: { orders: 11, rectified: 10, referred: 1, open: 0 },
  reminders: { email: 532, sms: 95, gathered: 3 },
};

const summary = (change: Partial<RehearsalSummary> = {}): RehearsalSummary => ({
  year: 2021,
  seed: 1,
  plan: { rows: 15, doubts: 54 },
  cycles: [CYCLE, { ...CYCLE, number: 2, window: '2021-05-01/2021-08-31' }],
  messages: {
    email: 2495,
    sms: 1313,
    stages: [
      { stage: 'task.announced', name: '实施检查通知', email: 215, sms: 215, gathered: 0 },
      {
        stage: 'task.dispatched-unannounced',
        name: '检查任务派发通知（不预先通知）',
        email: 26,
        sms: 0,
        gathered: 0,
      },
      {
        stage: 'reminder.visit.before-3',
        name: '实地检查期限提醒，到期前 3 个工作日',
        ...{ email: 12_345, sms: 0, gathered: 7 },
      },
      { stage: 'digest.reminders', name: '期限提醒汇总', email: 2, sms: 1, gathered: 0 },
    ],
  },
  inspectors: { count: 28, minLoad: 10, maxLoad: 19 },
  invariants: Object.keys(INVARIANTS).map((name) => ({
    name: name as keyof typeof INVARIANTS,
    holds: true,
    checked: 12_345,
  })),
  wallSeconds: 61.4,
  ...change,
});

describe('the summary of a rehearsed year', () => {
  it('fits on a hundred columns, even with a province of units', () => {
    const many = { ...CYCLE, eligible: 1_234_567, drawn: 65_432, visited: 65_432 };
    for (const line of reportLines('朔州市平鲁区交通运输局', summary({ cycles: [many, many, many] }))) {
      expect(widthOf(line)).toBeLessThanOrEqual(100);
    }
  });

  it('says in its first line that it is a rehearsal', () => {
    expect(reportLines('某局', summary())[0]).toMatch(/^【演练】某局 2021 年度/);
  });

  it('tells a cycle in one sentence', () => {
    expect(cycleSentence(CYCLE)).toBe(
      '第一周期（1-4月）：2021年1月4日启动，从 552 户中抽取 65 户，实地检查 65 户（含递补 1 户）；' +
        '11 户有问题，下达责令改正通知书 11 份，已改正 10 份、已移送 1 份；按期公示 64 户、逾期公示 1 户；' +
        '期限提醒 630 件（邮件 532 封、短信 95 条、并入汇总 3 件）；2021年3月8日办结。',
    );
  });

  it('tells reminders from all messages of the year', () => {
    const text = reportLines('某局', summary()).join('').replaceAll(/\s/gu, '');
    expect(text).toContain(
      '全年共发出邮件2495封、短信1313条；其中期限提醒12352件（单独发出12345件，7件并入3件汇总发出）',
    );
  });

  it('counts a reminder that a digest told once in the table as well', () => {
    const row = reportLines('某局', summary({ cycles: [CYCLE] })).find((line) => line.includes('1-4月 '));
    expect(row).toMatch(/ 630$/);
    expect(cycleSentence({ ...CYCLE, reminders: { email: 2, sms: 1, gathered: 0 } })).toContain(
      '期限提醒 3 件（邮件 2 封、短信 1 条）',
    );
  });

  it('tells why the year had more tasks than units that were drawn', () => {
    expect(reportLines('某局', summary()).join('\n')).toContain(
      '全年检查任务 130 项，另有 2 项因对象被替换而作废。',
    );
    const none = summary({ cycles: [{ ...CYCLE, replaced: 0 }] });
    expect(reportLines('某局', none).join('\n')).toContain('全年检查任务 65 项。');
  });

  it('calls accepted what was accepted: only a receipt says delivered', () => {
    const text = reportLines('某局', summary()).join('\n');
    expect(text).toContain('✓ 全部消息均已发出并被受理，取消的均有原因（核对 12345 项）');
    expect(text).not.toContain('送达');
  });

  it('counts each stage over each channel, in two halves of a line', () => {
    const lines = reportLines('某局', summary()).map((line) => line.trim().replaceAll(/ +/gu, ' '));
    expect(lines).toContain('实施检查通知 215 215 实地检查提醒 到期前 3日 12345 7');
    expect(lines).toContain('检查任务派发通知（不预先通知） 26 期限提醒汇总 2 1');
  });

  it('says what is still open', () => {
    const open = {
      ...CYCLE,
      closedAt: null,
      published: { inTime: 60, late: 0, open: 5 },
      rectification: { orders: 11, rectified: 9, referred: 0, open: 2 },
    };
    expect(cycleSentence(open)).toMatch(/尚有 5 户未公示、2 份责令改正未了结；周期尚未办结。$/);
  });

  it('is good only where every invariant holds on more than no facts', () => {
    expect(isGood(summary())).toBe(true);
    const [first, ...rest] = summary().invariants;
    if (first === undefined) throw new Error('no invariants');
    expect(isGood(summary({ invariants: [{ ...first, holds: false }, ...rest] }))).toBe(false);
    expect(isGood(summary({ invariants: [{ ...first, checked: 0 }, ...rest] }))).toBe(false);
    expect(isGood(summary({ invariants: [] }))).toBe(false);
  });

  it('marks what does not hold', () => {
    const [first, ...rest] = summary().invariants;
    if (first === undefined) throw new Error('no invariants');
    const text = reportLines('某局', summary({ invariants: [{ ...first, checked: 0 }, ...rest] })).join('\n');
    expect(text).toContain(`✗ ${INVARIANTS['one-ending']}（核对 0 项）`);
    expect(text).toContain('有核对未成立');
  });
});
