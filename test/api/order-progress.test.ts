import { progressOf } from '../../api/portal/pages/order-progress.ts';
import { orderCard } from '../../api/portal/pages/orders-page.ts';
import type { ShownOrder } from '../../api/portal/reads/orders.ts';

type Finding = ShownOrder['findings'][number];

const FINDING: Finding = {
  ...{ no: 1, article: '《公路法》第九条', demand: '是否畅通', dueOn: '2021-10-09', state: 'rectified' },
  ...{ reportedOn: null, reinspectedOn: null, failed: false },
};
const orderOf = (finding: Partial<Finding>): ShownOrder => ({
  ...{ number: '责改〔2021〕1号', resultId: 't1', year: 2021, unitName: '某公司', unitCode: null },
  ...{ issuedOn: '2021-09-09', state: 'rectified', findings: [{ ...FINDING, ...finding }] },
});

const said = (finding: Partial<Finding>, on = '2021-12-01'): string => {
  const order = orderOf(finding);
  return progressOf(order, order.findings[0] ?? FINDING, on);
};

describe('what the public reads of putting right', () => {
  it.each<[string, Partial<Finding>, string]>([
    [
      'reported in time, looked at later',
      { reportedOn: '2021-10-08', reinspectedOn: '2021-10-18' },
      '已整改，在期限内（2021-10-08 报告整改，2021-10-18 复查）',
    ],
    [
      'reported too late',
      { reportedOn: '2021-10-10', reinspectedOn: '2021-10-18' },
      '已整改，超过期限（2021-10-10 报告整改，2021-10-18 复查）',
    ],
    [
      'never reported, looked at too late',
      { reinspectedOn: '2021-10-18' },
      '已整改，超过期限（2021-10-18 复查）',
    ],
    ['on the last day', { reinspectedOn: '2021-10-09' }, '已整改，在期限内（2021-10-09 复查）'],
    ['still open after the deadline', { state: 'open' }, '整改中，已超过期限'],
    ['open, but reported', { state: 'open', reportedOn: '2021-10-08' }, '整改中（2021-10-08 报告整改）'],
    [
      'reported in time, but not so when looked at first',
      { reportedOn: '2021-10-08', reinspectedOn: '2021-11-18', failed: true },
      '已整改，超过期限（2021-10-08 报告整改，2021-11-18 复查）',
    ],
    [
      'reported in time, but not so, and still open',
      { state: 'open', reportedOn: '2021-10-08', reinspectedOn: '2021-10-18', failed: true },
      '整改中，已超过期限（2021-10-08 报告整改，2021-10-18 复查）',
    ],
    ['at once', { dueOn: '2021-09-09', reinspectedOn: '2021-10-18' }, '已整改（2021-10-18 复查）'],
    ['referred', { state: 'referred' }, '已移送'],
  ])('says whether it was in time: %s', (_what, finding, words) => {
    expect(said(finding)).toBe(words);
  });

  it('calls nothing late on the day of its deadline', () => {
    expect(said({ state: 'open' }, '2021-10-09')).toBe('整改中');
    expect(said({ state: 'open' }, '2021-10-10')).toBe('整改中，已超过期限');
  });

  it('marks an order that was late, and says beside the article what it demands', () => {
    const late = orderCard(orderOf({ reportedOn: '2021-10-10' }), null, '2021-12-01').text;
    expect(late).toContain('<span class="state care">已整改（有逾期）</span>');
    expect(late).toContain('《公路法》第九条<small>检查内容：是否畅通</small>');
    const inTime = orderCard(orderOf({ reportedOn: '2021-10-01', demand: null }), null, '2021-12-01').text;
    expect(inTime).toContain('<span class="state done">已整改</span>');
    expect(inTime).not.toContain('检查内容');
  });
});
