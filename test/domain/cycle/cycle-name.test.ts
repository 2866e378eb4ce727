import { cycleName, cycleNameOfId } from '../../../domain/cycle/cycle-name.ts';
import * as web from '../../../web/console/boards/words.ts';

it.each([
  ['2021-3', '2021年第三周期'],
  ['2021-10', '2021年第十周期'],
  ['2021-12', '2021年第十二周期'],
  ['pinglu-2021-1', '2021年第一周期'],
  ['试点', '试点'],
])('calls cycle %s %s', (id, name) => {
  expect(cycleNameOfId(id)).toBe(name);
});

it('writes them in the console, which takes no values of the domain, as everywhere else', () => {
  for (let number = 1; number <= 12; number += 1) {
    const cycle = { year: 2021, number };
    expect(web.cycleName(cycle)).toBe(cycleName(cycle));
    expect(web.cycleNameOfId(`2021-${number}`)).toBe(cycleNameOfId(`2021-${number}`));
  }
  expect(web.cycleNameOfId('试点')).toBe('试点');
});
