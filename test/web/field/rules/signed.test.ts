import { canonical, signaturesHold, signedOf } from '../../../../web/field/rules/signed.ts';
import type { ChecklistLine, Draft } from '../../../../web/field/store/types.ts';

const LINES: readonly ChecklistLine[] = [
  { itemId: 'freight', lineNo: 1, part: '车辆', text: '是否持证', legalBasis: '第八条' },
];
const AT = '2021-03-01T01:00:00.000Z';
const DRAFT: Draft = {
  ...{ taskId: 't1', changedAt: AT, startedAt: AT, endedAt: '2021-03-01T02:00:00.000Z', place: ' 停车场 ' },
  ...{ entry: null, companion: { name: '钱某', position: '安全员' }, findings: [], codes: ['1'], remark: '' },
  certificates: { wang: { shown: false, at: AT }, li: { shown: true, at: AT } },
  answers: { 'freight#1': { answer: 'yes', note: '' } },
  ...{ signedText: null, inspectorSignatures: {}, unitSignature: null, refusal: null, submittedAt: null },
};
const sign = (draft: Draft): Draft => ({ ...draft, signedText: canonical(signedOf(draft, LINES)) });

describe('what both sides sign on the phone', () => {
  it('names task, times, place, certificates and companion beside what was found', () => {
    expect(signedOf(DRAFT, LINES).visit).toEqual({
      ...{ taskId: 't1', startedAt: AT, endedAt: '2021-03-01T02:00:00.000Z', place: '停车场' },
      certificates: [
        { officerId: 'li', shown: true },
        { officerId: 'wang', shown: false },
      ],
      companion: { name: '钱某', position: '安全员' },
    });
  });

  it.each<[string, Partial<Draft>]>([
    ['end', { endedAt: '2021-03-01T03:00:00.000Z' }],
    ['place', { place: '另一处' }],
    ['companion', { companion: { name: '孙某', position: '' } }],
    ['certificates', { certificates: { li: { shown: true, at: AT }, wang: { shown: true, at: AT } } }],
    ['remark', { remark: '后来添加' }],
  ])('holds until the %s changes', (_what, change) => {
    const signed = sign(DRAFT);
    expect(signaturesHold(signed, LINES)).toBe(true);
    expect(signaturesHold({ ...signed, ...change }, LINES)).toBe(false);
  });

  it('stays in the form in which it was signed before there was the second one', () => {
    const { visit: _, ...found } = signedOf(DRAFT, LINES);
    const old = { ...DRAFT, signedText: canonical(found) };
    expect(signaturesHold(old, LINES)).toBe(true);
    expect(signedOf(old, LINES)).toEqual(found);
    // What is changed afterwards is signed anew, in the form of today.
    const changed = { ...old, remark: '补充' };
    expect(signaturesHold(changed, LINES)).toBe(false);
    expect(signedOf(changed, LINES).visit).toBeDefined();
  });
});
