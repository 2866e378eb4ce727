import fc from 'fast-check';
import { tableLines, widthOf, wrap } from '../../../domain/rehearsal/table.ts';

describe('text on a terminal', () => {
  it('counts a Chinese character or full-width sign as two columns', () => {
    expect(widthOf('周期 a1')).toBe(7);
    expect(widthOf('（1-4月）')).toBe(9);
    expect(widthOf('✓─')).toBe(2);
  });

  it('keeps the columns of a table under each other, whatever is in them', () => {
    const cell = fc.stringMatching(/^[a-z0-9周期月户]{1,6}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const lines = tableLines(['周期', '抽中', 'c'], rows, ['left', 'right', 'right']);
        const [header = ''] = lines;
        for (const line of lines) expect(widthOf(line)).toBe(widthOf(header));
      }),
    );
  });

  it('leaves a gutter blank in the rule as well', () => {
    expect(tableLines(['ab', '  ', 'cd'], [['1', '  ', '2']], ['left', 'left', 'left'])).toEqual([
      'ab    cd',
      '--    --',
      '1     2',
    ]);
  });

  it('begins no further line with a blank', () => {
    expect(wrap('期限提醒 180 件', 8)).toEqual(['期限提醒', '180 件']);
  });

  it('breaks a sentence within the width, and no line begins with a closing sign', () => {
    const text = '从552户中抽取65户，实地检查65户（含递补1户）；11户有问题，已整改10份、移送1份。'.repeat(3);
    const lines = wrap(text, 40);
    expect(lines.join('')).toBe(text);
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(42);
      expect('，。；：、）'.includes(line.charAt(0))).toBe(false);
    }
  });
});
