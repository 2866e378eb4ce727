import { readable, whyLost } from '../../../../web/field/rules/lost.ts';
import type { ChecklistLine, Draft } from '../../../../web/field/store/types.ts';

const AT = '2021-03-01T01:00:00.000Z';
const line = (lineNo: number, text: string): ChecklistLine => ({
  ...{ itemId: 'freight#1', lineNo, part: '车辆', text, legalBasis: '第八条' },
});
const DRAFT: Draft = {
  ...{ taskId: 't1', unitName: '宏远货运', changedAt: AT, startedAt: AT, endedAt: null, place: '' },
  ...{ entry: null, certificates: {}, companion: { name: '', position: '' }, findings: [], codes: [] },
  answers: {
    'freight#1#10': { answer: 'no', note: '' },
    'freight#1#2': { answer: 'yes', note: '' },
    'freight#1#1': { answer: 'yes', note: '' },
  },
  ...{ remark: '', signedText: null, inspectorSignatures: {}, unitSignature: null, refusal: null },
  submittedAt: null,
};

describe('a draft whose visit is not on the phone any more', () => {
  it('leaves no answer unread, whatever of the checklist is still known', () => {
    const { visit, lines } = readable(DRAFT, { checklist: [line(2, '是否持证')] });
    expect(visit.unit.name).toBe('宏远货运');
    expect(lines.map(({ itemId, lineNo, text }) => [itemId, lineNo, text])).toEqual([
      ['freight#1', 1, ''],
      ['freight#1', 2, '是否持证'],
      ['freight#1', 10, ''],
    ]);
  });

  it('is read in the server’s words once it has said them, with its reason', () => {
    const unit = { name: '平鲁区宏远货运有限公司', code: 'c0001' };
    const told: Draft = {
      ...DRAFT,
      lost: { why: 'cancelled', unit, team: [], lines: [line(1, '甲'), line(2, '乙')] },
    };
    const { visit, lines } = readable(told, { checklist: [] });
    expect(visit.unit).toEqual(unit);
    expect(lines.map(({ lineNo, text }) => [lineNo, text])).toEqual([
      [1, '甲'],
      [2, '乙'],
      [10, ''],
    ]);
    expect([whyLost(DRAFT), whyLost(told)]).toEqual(['任务已不在您的名下', '任务已取消']);
  });
});
