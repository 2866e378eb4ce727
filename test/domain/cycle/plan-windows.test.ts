import { numberPlanWindows } from '../../../domain/cycle/plan-windows.ts';
import { THREE_WINDOWS } from '../../../domain/cycle/recurrence.ts';

const window = (windowStart: string, windowEnd: string) => ({ windowStart, windowEnd });
const first = window('2021-01-01', '2021-04-30');
const second = window('2021-05-01', '2021-08-31');
const third = window('2021-09-01', '2021-12-31');
const spring = window('2021-03-01', '2021-05-31');

describe('the windows of a plan', () => {
  it('are each one cycle, numbered as the recurrence numbers them [R263, R276]', () => {
    const numbered = numberPlanWindows(THREE_WINDOWS, 2021, [third, first, second, first]);
    expect(numbered.map(({ number, start }) => [number, start])).toEqual([
      [1, '2021-01-01'],
      [2, '2021-05-01'],
      [3, '2021-09-01'],
    ]);
  });

  it('keep the number of their place in the year where the plan leaves one out', () => {
    expect(numberPlanWindows(THREE_WINDOWS, 2021, [third])).toMatchObject([{ number: 3 }]);
  });

  it('follow after the regular ones where they are none of these', () => {
    const numbered = numberPlanWindows(THREE_WINDOWS, 2021, [spring, first]);
    expect(numbered).toMatchObject([{ number: 1 }, { number: 4, start: '2021-03-01' }]);
  });

  it('never change the number of a cycle that is known, whatever an amendment adds [R56]', () => {
    const early = window('2021-02-01', '2021-03-31');
    const known = [{ number: 4, start: spring.windowStart, end: spring.windowEnd }];
    const numbered = numberPlanWindows(THREE_WINDOWS, 2021, [early, spring], known);
    expect(numbered).toMatchObject([
      { number: 4, start: '2021-03-01' },
      { number: 5, start: '2021-02-01' },
    ]);
  });
});
