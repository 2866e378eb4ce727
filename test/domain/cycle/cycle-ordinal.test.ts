import { cycleOrdinal } from '../../../domain/cycle/cycle-ordinal.ts';

it.each([
  ['2021-3', '2021年第三周期'],
  ['2021-10', '2021年第十周期'],
  ['2021-12', '2021年第十二周期'],
  ['pinglu-2021-1', '2021年第一周期'],
  ['试点', '试点'],
])('calls cycle %s %s', (id, name) => {
  expect(cycleOrdinal(id)).toBe(name);
});
