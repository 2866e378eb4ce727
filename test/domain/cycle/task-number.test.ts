import fc from 'fast-check';
import { placesOfNumber, taskNumberOf } from '../../../domain/cycle/task-number.ts';

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

describe('a number as somebody types it', () => {
  it.each([
    ['平交检〔2021〕10001号', [{ year: 2021, cycle: 1, sequence: 1 }]],
    [' 平交检（2021）30079 号 ', [{ year: 2021, cycle: 3, sequence: 79 }]],
    [
      '[2022]1210001',
      [
        { year: 2022, cycle: 1, sequence: 210001 },
        { year: 2022, cycle: 12, sequence: 10001 },
      ],
    ],
    ['20012', [{ year: null, cycle: 2, sequence: 12 }]],
  ])('%s', (text, places) => {
    expect(placesOfNumber(text)).toEqual(places);
  });

  it.each(['宏运运输', '晋F10001', '1001', '00012', '平交检〔2021〕号', '911406030MA0GXXXX'])(
    'is not %s',
    (text) => {
      expect(placesOfNumber(text)).toEqual([]);
    },
  );

  it('leads back to the task that it was made of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 99_999 }),
        (year, cycle, sequence) => {
          const id = `pinglu-${year}-${cycle}-${String(sequence).padStart(4, '0')}`;
          expect(placesOfNumber(taskNumberOf('平交责改', id))).toContainEqual({ year, cycle, sequence });
        },
      ),
    );
  });
});
