import { DEADLINE_KIND_NAMES, DEADLINE_KINDS } from '../../../domain/deadline/kinds.ts';
import type { LadderStep } from '../../../domain/deadline/ladder.ts';
import { DEFAULT_LADDERS, ladderProblems, stageName } from '../../../domain/deadline/ladder.ts';

const rung = (changes: Partial<LadderStep> = {}): LadderStep => ({
  stage: 'on',
  offsetWorkingDays: 0,
  recipients: ['owner'],
  channels: ['email'],
  ...changes,
});

describe.each(DEADLINE_KINDS)('the default ladder of %s', (kind) => {
  const ladder = DEFAULT_LADDERS[kind];
  const overdue = ladder.filter(({ offsetWorkingDays }) => offsetWorkingDays > 0);

  it('can be used as it is, and names its stages by their offsets', () => {
    expect(ladderProblems(ladder)).toEqual([]);
    expect(ladder.map(({ stage }) => stage)).toEqual(
      ladder.map(({ offsetWorkingDays }) => stageName(offsetWorkingDays)),
    );
  });

  it('reminds before the deadline, on it and after it, upward to the office at last', () => {
    expect(ladder.some(({ offsetWorkingDays }) => offsetWorkingDays < 0)).toBe(true);
    expect(ladder.some(({ stage }) => stage === 'on')).toBe(true);
    // What the draw's own people owe is brought past their chiefs, to the office and the leader.
    const above = kind === 'signing' || kind === 'sign-off' ? 'office' : 'chief';
    expect(overdue[0]?.recipients).toContain(above);
    expect(overdue[1]?.recipients).toContain('office');
    expect(overdue.at(-1)?.recipients).toEqual(['office']);
  });

  it('reaches the unit only for what the unit owes', () => {
    const reachesUnit = ladder.some(({ recipients }) => recipients.includes('unit'));
    expect(reachesUnit).toBe(kind === 'rectification');
  });

  it('has a Chinese name', () => {
    expect(DEADLINE_KIND_NAMES[kind]).toMatch(/^\p{Script=Han}+$/u);
  });
});

describe('a ladder from a setting', () => {
  it.each([
    [[rung(), rung({ offsetWorkingDays: 1 })], '第 2 级“on”：名称与前面重复'],
    [[rung(), rung({ stage: 'before-1', offsetWorkingDays: -1 })], '应晚于上一级“on”'],
    [[rung({ recipients: [] })], '没有提醒对象'],
    [[rung({ channels: [] })], '没有提醒方式'],
    [[rung({ offsetWorkingDays: 0.5 })], '应为整数'],
    [[rung({ stage: ' ' })], '名称不能为空'],
  ])('is refused with the step named (%#)', (ladder, message) => {
    expect(ladderProblems(ladder)).toEqual([expect.stringContaining(message)]);
  });
});
