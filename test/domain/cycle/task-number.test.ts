import { taskNumberOf } from '../../../domain/cycle/task-number.ts';

describe('the number of a task in notices', () => {
  it.each([
    ['平交责改', 'pinglu-2021-1-0001', '平交检〔2021〕10001号'],
    ['平交责改', 'ping-lu-2-2021-3-0079', '平交检〔2021〕30079号'],
    ['朔交', 'shuo-2022-12-10001', '朔交检〔2022〕1210001号'],
  ])('is made of %s and %s', (prefix, id, number) => {
    expect(taskNumberOf(prefix, id)).toBe(number);
  });

  it('is the id itself where that is not made of year, cycle and place', () => {
    expect(taskNumberOf('平交责改', 't1')).toBe('t1');
  });
});
